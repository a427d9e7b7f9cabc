import { readIfExists } from '../../providers/local/state/files.ts';
import { Failure, refused } from '../failure.ts';
import { projectName } from '../stack/project.ts';
import { checkpointPath, openBackend } from './backend.ts';
import { readCheckpoint, type CheckpointFacts } from './checkpoint.ts';
import { describeUrn } from './events.ts';
import { ask, operate, type Engine } from './engine.ts';
import { backendFolder } from './environment.ts';
import { requireUnlocked } from './require-unlocked.ts';

/**
 * Makes a local stack's backend fit for an operation, whatever a kill, a power cut or a reboot has left: locks of engines
 * that are gone are removed, a torn checkpoint is replaced, a missing stack is made.
 *
 * @param note told each thing that was mended
 * @throws {Failure} where another engine works on the stack
 */
export async function prepareBackend(
  engine: Engine,
  stateFolder: string,
  note: (text: string) => void,
): Promise<void> {
  const backend = backendFolder(stateFolder);
  await requireUnlocked(backend, projectName, engine.stack, note);

  const { checkpoint, mended } = await openBackend(backend, projectName, engine.stack);
  if (mended !== undefined) note(mended);
  if (!checkpoint) await createStack(engine);
}

/**
 * Completes what a killed engine had begun. It keeps "pending creates" for ever, since it can't know whether they took
 * place; here creating is idempotent, so they are forgotten, and the update that follows creates or adopts the part.
 *
 * @returns whether the platform was read anew on the way
 * @throws {Failure} exit code 1, where it can't be read
 */
export async function settlePending(
  engine: Engine,
  stateFolder: string,
  note: (text: string) => void,
): Promise<boolean> {
  const pending = (await readFacts(engine.stack, stateFolder))?.pending ?? [];
  if (pending.length === 0) return false;
  for (const { urn, type } of pending) {
    const { kind, name } = describeUrn(urn);
    note(`an earlier run was interrupted while ${type} ${kind} ${name}: completing it`);
  }
  const { succeeded } = await operate(engine, {
    command: 'refresh',
    flags: ['--clear-pending-creates'],
    quiet: true,
  });
  // An update over what isn't known would take what is there for missing, and what is missing for there.
  if (!succeeded) {
    throw refused(
      `what the interrupted run has left of ${engine.stack} can't be read: why is told above; ` +
        'nothing was changed by this one',
      'mend that, then run the same command again',
    );
  }
  return true;
}

/** `undefined`: the stack isn't in the backend, or its checkpoint is torn. */
export async function readFacts(stack: string, stateFolder: string): Promise<CheckpointFacts | undefined> {
  const text = await readIfExists(checkpointPath(backendFolder(stateFolder), projectName, stack));
  return text === undefined ? undefined : readCheckpoint(text);
}

/** Does `work`, after making the stack in the user's own backend where it isn't there yet. */
export async function createMissingStack<T>(engine: Engine, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Failure) || !/no stack named/.test(error.message)) throw error;
    await createStack(engine);
    return await work();
  }
}

async function createStack(engine: Engine): Promise<void> {
  try {
    await ask(engine, ['stack', 'init', '--no-select']);
  } catch (error) {
    // Another command has made it between our look and now.
    if (error instanceof Failure && error.message.includes('already exists')) return;
    throw error;
  }
}

/** Outputs of the stack as the last update left them; none where there was no update. */
export async function readOutputs(
  engine: Engine,
  stack: { local: boolean; stateFolder: string },
): Promise<Record<string, unknown>> {
  if (stack.local) return (await readFacts(engine.stack, stack.stateFolder))?.outputs ?? {};
  return JSON.parse(await ask(engine, ['stack', 'output', '--json'])) as Record<string, unknown>;
}
