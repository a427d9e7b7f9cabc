import { chmod, lstat, mkdir, readdir, readFile, rename, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { cacheDir, enginePath } from '../../../setup/paths.ts';
import { TinyClone } from '../support/tiny-clone.ts';

let clone: TinyClone;
beforeEach(async () => {
  clone = await TinyClone.create('export default () => ({ endpoints: {} });\n');
  await clone.writeOwnStack('mine');
});
afterEach(() => clone.dispose());

/** The real engine, before whose encrypting somebody does something to the stack file. */
async function whileEncrypting(script: string): Promise<void> {
  const cache = join(clone.root, 'cache');
  const engine = enginePath().slice(cacheDir().length + 1);
  await mkdir(join(cache, dirname(engine)), { recursive: true });
  for (const name of await readdir(cacheDir()))
    if (name !== 'engine') await symlink(join(cacheDir(), name), join(cache, name));
  for (const name of await readdir(dirname(enginePath())))
    if (name !== 'pulumi')
      await symlink(join(dirname(enginePath()), name), join(cache, dirname(engine), name));
  const wrapper = `#!/bin/sh\nif [ "$1 $2" = 'config set' ]; then ${script}; fi\nexec '${enginePath()}' "$@"\n`;
  await writeFile(join(cache, engine), wrapper, { mode: 0o755 });
  clone.env['SKERRY_CACHE'] = cache;
}

it('keeps what somebody saves while the secret is encrypted', async () => {
  await whileEncrypting(`printf '# theirs\\n' >>stacks/Pulumi.mine.yaml`);
  const { code, stderr } = await clone.skerry(['secret', 'set', 'mine', 'token'], 'value');
  expect(code, stderr).toBe(0);
  const text = await readFile(clone.stackFile('mine'), 'utf8');
  expect(text).toMatch(/^ {2}skerry:token: \{secure: "v1:/m);
  expect(text).toMatch(/^# theirs$/m);
});

it('refuses to overwrite the same secret, set meanwhile', async () => {
  await whileEncrypting(
    `sed -i 's/^config:/&\\n  skerry:token: {secure: "v1:theirs"}/' stacks/Pulumi.mine.yaml`,
  );
  const { code, stderr } = await clone.skerry(['secret', 'set', 'mine', 'token'], 'value');
  expect(code).toBe(1);
  expect(stderr).toContain(
    'error: skerry:token was changed in stacks/Pulumi.mine.yaml while the value was encrypted: nothing was written\n',
  );
  expect(await readFile(clone.stackFile('mine'), 'utf8')).toContain('{secure: "v1:theirs"}');
});

it('leaves a stack file that is a symbolic link one, and its permissions', async () => {
  const file = clone.stackFile('mine');
  const shared = join(clone.root, 'shared.yaml');
  await rename(file, shared);
  await chmod(shared, 0o664);
  await symlink('../shared.yaml', file);
  const { code, stderr } = await clone.skerry(['secret', 'set', 'mine', 'token'], 'value');
  expect(code, stderr).toBe(0);
  expect((await lstat(file)).isSymbolicLink()).toBe(true);
  expect(await readFile(shared, 'utf8')).toContain('skerry:token');
  expect((await stat(shared)).mode & 0o777).toBe(0o664);
});
