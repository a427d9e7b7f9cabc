import { chmodSync, chownSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { editFile } from '../../../cli/stack/edit-file.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'skerry-edit-'));
  file = join(folder, 'Pulumi.mine.yaml');
  writeFileSync(file, 'config:\n');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const append = (text: string): string => `${text}salt: 1\n`;

it('edits what another one has saved meanwhile', async () => {
  let saved = false;
  await editFile(file, (text) => {
    if (!saved) writeFileSync(file, `# theirs\n${text}`);
    saved = true;
    return append(text);
  });
  expect(readFileSync(file, 'utf8')).toBe('# theirs\nconfig:\nsalt: 1\n');
  expect(readdirSync(folder)).toEqual(['Pulumi.mine.yaml']);
});

it('leaves a symbolic link one, and the permissions as they were', async () => {
  mkdirSync(join(folder, 'shared'));
  const shared = join(folder, 'shared', 'stack.yaml');
  writeFileSync(shared, 'config:\n');
  chmodSync(shared, 0o664);
  rmSync(file);
  symlinkSync('shared/stack.yaml', file);
  await editFile(file, append);
  expect(lstatSync(file).isSymbolicLink()).toBe(true);
  expect(realpathSync(file)).toBe(realpathSync(shared));
  expect(readFileSync(shared, 'utf8')).toBe('config:\nsalt: 1\n');
  expect(statSync(shared).mode & 0o777).toBe(0o664);
});

it('leaves the file its owner, whoever edits it', async () => {
  // Only root edits what isn't his own, and keeps it so.
  const root = process.geteuid!() === 0;
  const owner = root ? { uid: 1234, gid: 4321 } : { uid: process.geteuid!(), gid: process.getegid!() };
  chownSync(file, owner.uid, owner.gid);
  chmodSync(file, 0o640);
  await editFile(file, append);
  expect(statSync(file)).toMatchObject({ ...owner, mode: 0o100640 });
});

it('writes nothing where the edit refuses, or a file never stays as it is', async () => {
  const before = statSync(file).ino;
  const refuse = editFile(file, () => {
    throw new Error('not that line');
  });
  await expect(refuse).rejects.toThrow('not that line');
  expect(statSync(file).ino).toBe(before);

  let times = 0;
  const restless = editFile(file, (text) => {
    writeFileSync(file, `config: ${(times += 1)}\n`);
    return append(text);
  });
  await expect(restless).rejects.toThrow(/Pulumi\.mine\.yaml changes all the time/);
  expect(readFileSync(file, 'utf8')).toBe(`config: ${times}\n`);
  expect(readdirSync(folder)).toEqual(['Pulumi.mine.yaml']);
});
