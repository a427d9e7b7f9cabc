import { writeFile } from 'node:fs/promises';
import { hostname, userInfo } from 'node:os';
import { acquireLock, type Lock } from '../../providers/local/process/lock.ts';
import { readProcess } from '../../providers/local/process/procfs.ts';
import { readIfExists } from '../../providers/local/state/files.ts';
import { stackLock } from '../../providers/local/state/layout.ts';
import { anotherRun, describeRun, type RunInProgress } from '../engine/another-run.ts';
import { asCannotRun } from '../failure.ts';

/** What the holder of a stack's lock writes into the locked file, for those that it keeps out. */
interface Holder extends RunInProgress {
  /** Clock ticks since boot at which its process started: a pid alone names nobody. */
  startTicks: number;
}

/** A holder that was killed frees its lock a moment after its own end, and one that has just begun is yet to sign. */
const UNCLEAR_MS = 5_000;
const RETRY_SECONDS = 0.1;

/**
 * Runs `work` while no other command that changes the local stack runs: the engine's own lock ends with each of its
 * operations, before `down` removes the state folder, and before `up` has waited for the parts.
 *
 * @param command such as `skerry down`, for those that are refused meanwhile
 * @throws {Failure} exit code 1, where another command has the stack; tells which. Exit code 2, where the lock can't be
 *   made
 */
export async function withStackLock<T>(
  stack: { name: string; local: boolean; stateFolder: string },
  command: string,
  work: () => Promise<T>,
): Promise<T> {
  // In the clouds the engine's backend decides, which other machines see, too.
  if (!stack.local) return await work();
  const path = stackLock(stack.stateFolder);
  const lock = await takeOrRefuse(path, stack.name);
  try {
    await asCannotRun(() => writeFile(path, JSON.stringify(thisRun(command))));
    return await work();
  } finally {
    await lock.release();
  }
}

async function takeOrRefuse(path: string, stack: string): Promise<Lock> {
  const deadline = performance.now() + UNCLEAR_MS;
  for (let wait = 0; ; wait = RETRY_SECONDS) {
    const lock = await asCannotRun(() => acquireLock(path, wait));
    if (lock) return lock;
    const holder = parseHolder((await readIfExists(path)) ?? '');
    if (holder && readProcess(holder.pid)?.startTicks === holder.startTicks) {
      throw anotherRun(stack, describeRun(holder));
    }
    if (performance.now() > deadline) throw anotherRun(stack);
  }
}

function thisRun(command: string): Holder {
  return {
    pid: process.pid,
    startTicks: readProcess(process.pid)?.startTicks ?? 0,
    username: userInfo().username,
    hostname: hostname(),
    timestamp: new Date().toISOString(),
    command,
  };
}

/** `undefined` where nobody has signed yet, or not wholly. A former holder's signature stays: its process is gone. */
function parseHolder(text: string): Holder | undefined {
  try {
    return JSON.parse(text) as Holder;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
