import { cp, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { repositoryRoot } from '../../../setup/paths.ts';
import { createStandInClone, PASSPHRASE } from '../../cli/support/stand-in-clone.ts';
import type { TinyClone } from '../../cli/support/tiny-clone.ts';
import { madeUpSecret } from '../../support/engine/made-up-secrets.ts';
import { passphraseSecrets } from '../../support/engine/secrets.ts';

/** A clone with the repository's own program and policies, over clouds that are stand-ins. */
export async function createPolicyClone(): Promise<TinyClone> {
  const root = repositoryRoot();
  const program = pathToFileURL(join(root, 'stacks/index.ts')).href;
  const { clone } = await createStandInClone(`export { default } from ${JSON.stringify(program)};\n`);
  // A pack knows its stacks by where it lies, and links lead to where they point.
  await cp(join(root, 'policies'), join(clone.root, 'policies'), { recursive: true });
  for (const name of ['topology', 'providers']) await symlink(join(root, name), join(clone.root, name));
  Object.assign(clone.env, {
    SKERRY_STANDIN_ACCOUNT_AWS: '123456789012',
    SKERRY_STANDIN_ACCOUNT_ALICLOUD: '1234567890123456',
  });
  return clone;
}

/** Writes a stack file: `(made up)` stands for a secret. What is after the site keeps its line. */
export async function writeStack(clone: TinyClone, stack: string, text: string): Promise<void> {
  const secrets = passphraseSecrets(PASSPHRASE);
  const sealed = text.replace(
    /skerry:(\w+): \(made up\)/g,
    (_, name: string) => `skerry:${name}: {secure: "${secrets.encrypt(madeUpSecret(name))}"}`,
  );
  await writeFile(clone.stackFile(stack), `${sealed}encryptionsalt: ${secrets.salt}\n`);
}

/** Codes by line that a text says are found there: `# expect: ID ID`. */
export function expectedIn(text: string): string[] {
  return text
    .split('\n')
    .flatMap((line, at) =>
      (/# expect: (.*)$/.exec(line)?.[1]?.split(' ') ?? []).map((code) => `${at + 1} ${code}`),
    )
    .sort();
}
