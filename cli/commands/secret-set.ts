import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { ask, type Engine } from '../engine/engine.ts';
import { publicSalt } from '../engine/passphrase.ts';
import { createMissingStack, prepareBackend } from '../engine/prepare.ts';
import { refused } from '../failure.ts';
import { withStackLock } from '../local/stack-lock.ts';
import { note } from '../output/note.ts';
import {
  changedMeanwhile,
  readSalt,
  readSecretLine,
  SecretLineError,
  setSecretLine,
} from '../secret/line.ts';
import { editFile } from '../stack/edit-file.ts';
import { openEngine, openStack, type Stack } from '../stack/open.ts';

/** `skerry secret set`: encrypts standard input by the stack's own provider and changes one line of its file. */
export async function secretSet(name: string, key: string): Promise<number> {
  const stack = openStack(name);
  requireName(key);
  requirePrivate(stack, await readFile(stack.file, 'utf8'));
  // Before the value is asked for: a `down` beside it could take away the passphrase that encrypts it.
  return await withStackLock(stack, 'skerry secret set', () => setSecret(stack, key));
}

async function setSecret(stack: Stack, key: string): Promise<number> {
  if (process.stdin.isTTY) note('the value, then Ctrl-D:');
  const value = await readAll(process.stdin);
  if (value === '') throw refused('standard input is empty: there is no value to encrypt', `… < file`);

  const { engine } = await openEngine(stack, note);
  if (stack.local) await prepareBackend(engine, stack.stateFolder, note);
  const before = await readFile(stack.file, 'utf8');
  const ciphertext = await createMissingStack(engine, () => encrypt(engine, before, key, value));
  await editFile(stack.file, (now) => {
    requireSame(stack, key, before, now);
    return withSecret(stack, now, key, ciphertext);
  });
  note(`skerry:${key} is set in ${stack.project.display(stack.file)}`);
  return 0;
}

/** Encrypting takes seconds, in which somebody may save the file: other lines are kept, this one is not overwritten. */
function requireSame(stack: Stack, key: string, before: string, now: string): void {
  const changed = changedMeanwhile(before, now, key);
  if (changed === undefined) return;
  throw refused(
    `${changed} was changed in ${stack.project.display(stack.file)} while the value was encrypted: nothing was written`,
    'run the same command again',
  );
}

function requireName(key: string): void {
  if (/^[A-Za-z][\w-]*$/.test(key) && key !== 'site') return;
  throw refused(
    `"${key}" is no name of a secret: letters, digits, "_" and "-", beginning with a letter, and not "site"`,
    'a name such as alertWebhook',
  );
}

function requirePrivate(stack: Stack, text: string): void {
  if (readSalt(text) !== publicSalt) return;
  throw refused(
    `${stack.name} keeps no secrets: its passphrase is public, so that everyone can start it`,
    `copy ${stack.project.display(stack.file)} to a stack of your own, without its encryptionsalt line`,
  );
}

function withSecret(stack: Stack, text: string, key: string, ciphertext: string): string {
  try {
    return setSecretLine(text, key, ciphertext);
  } catch (error) {
    if (!(error instanceof SecretLineError)) throw error;
    throw refused(`${stack.project.display(stack.file)}: ${error.message}`);
  }
}

/** The engine respaces the file that it writes to: it gets a copy. */
async function encrypt(engine: Engine, text: string, key: string, value: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'skerry-secret-'));
  try {
    const copy = join(folder, 'stack.yaml');
    await writeFile(copy, text, { mode: 0o600 });
    await ask(engine, ['config', 'set', '--secret', `skerry:${key}`, '--config-file', copy], value);
    const ciphertext = readSecretLine(await readFile(copy, 'utf8'), key);
    if (ciphertext === undefined) throw new Error(`the engine wrote no ciphertext for skerry:${key}`);
    return ciphertext;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
