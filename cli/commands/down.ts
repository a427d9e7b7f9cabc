import { existsSync, readFileSync } from 'node:fs';
import { operate, type OperationResult } from '../engine/engine.ts';
import { backendFolder, passphraseFile } from '../engine/environment.ts';
import { withEngineLock } from '../engine/hold.ts';
import { parallelFlags } from '../engine/parallel.ts';
import { publicSalt } from '../engine/passphrase.ts';
import { groundOf } from '../engine/pending/ground.ts';
import { settleInterrupted } from '../engine/pending/settle.ts';
import { prepareBackend, readFacts, settlePending } from '../engine/prepare.ts';
import { refused } from '../failure.ts';
import { bootParts } from '../local/boot-parts.ts';
import { withStackLock } from '../local/stack-lock.ts';
import { note, printJson } from '../output/note.ts';
import { confirm, requirePerson } from '../output/question.ts';
import { readSalt } from '../secret/line.ts';
import { openEngine, openStack, type Stack } from '../stack/open.ts';
import { projectName } from '../stack/project.ts';

export interface DownOptions {
  yes?: true;
  parallel?: string;
  json?: true;
}

/** `skerry down`: removes everything that a stack has made; what holds data is refused by its provider. */
export async function down(name: string, options: DownOptions): Promise<number> {
  const flags = parallelFlags(options.parallel);
  const stack = openStack(name);
  if (stack.local && !existsSync(stack.stateFolder)) return tellNothing(name, options);
  if (!options.yes) {
    requirePerson();
    if (!(await confirm(`Remove everything that ${name} has made, its data included?`))) {
      note('nothing was changed');
      return 1;
    }
  }
  const result = await withStackLock(stack, 'skerry down', () => remove(stack, flags));
  if (!result) return tellNothing(name, options);
  report(name, result, options);
  return result.succeeded ? 0 : 2;
}

/** `undefined`: there is nothing to remove. */
async function remove(stack: Stack, flags: string[]): Promise<OperationResult | undefined> {
  const { engine } = await openEngine(stack, note);
  if (stack.local) {
    await prepareBackend(engine, stack.stateFolder, note);
    const pending = (await readFacts(stack.name, stack.stateFolder))?.pending ?? [];
    // What an interrupted run has left is read from the parts themselves.
    if (pending.length > 0) await bootParts(stack.stateFolder, note);
    await settlePending(engine, stack.stateFolder, note);
  } else {
    const state = await settleInterrupted(groundOf(engine));
    // Where the engine has nothing to remove, it would keep what the program registers as a state of the stack.
    if (!state?.deployment.resources?.length) return undefined;
  }
  // The program refuses credentials of another account, before which nothing may be taken for gone.
  const checked = stack.local ? flags : ['--run-program', ...flags];
  const result = await operate(engine, { command: 'destroy', flags: checked });
  if (result.succeeded && stack.local) {
    // Plain `pulumi up` knows of the engine's lock alone.
    const backend = backendFolder(stack.stateFolder);
    await withEngineLock(backend, projectName, stack.name, note, () => forget(stack));
  }
  return result;
}

async function forget(stack: Stack): Promise<void> {
  if (((await readFacts(stack.name, stack.stateFolder))?.resources ?? 0) > 0) {
    throw refused(
      `another run has made parts of ${stack.name} since its removal`,
      `skerry down ${stack.name}`,
    );
  }
  const { removeState } = await import('../local/remove-state.ts');
  const salt = readSalt(readFileSync(stack.file, 'utf8'));
  // Secrets in the stack file can be read with this passphrase alone.
  const keep = salt === undefined || salt === publicSalt ? [] : [passphraseFile(stack.stateFolder)];
  await removeState(stack.stateFolder, keep, note);
}

function tellNothing(name: string, { json }: DownOptions): number {
  if (json) printJson({ stack: name, removed: true, changes: {} });
  else note(`${name} is not up: there is nothing to remove`);
  return 0;
}

function report(name: string, { succeeded, changes }: OperationResult, { json }: DownOptions): void {
  if (json) printJson({ stack: name, removed: succeeded, changes: Object.fromEntries(changes) });
  else if (succeeded) process.stdout.write(`${name} is down\n`);
  else note(`${name} is not all down: what could not be removed is named above`);
}
