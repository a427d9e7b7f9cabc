import { setTimeout as delay } from 'node:timers/promises';
import { refused, type Failure } from '../failure.ts';
import { anotherRun, describeRun } from './another-run.ts';
import { clearStaleLocks, readLocks, type ClearedLocks } from './lock-files.ts';
import { lockId } from '../state/locks.ts';
import { readLockOwner } from './lock-owner.ts';

const pollMs = 100;

/**
 * Removes a stack's locks whose engines are gone. Waits, for seconds at most, where an engine may just be taking one.
 *
 * @param note told each lock that was removed
 * @param but path of a lock of our own
 * @throws {Failure} exit code 1, where an engine has the stack
 */
export async function requireUnlocked(
  backend: string,
  project: string,
  stack: string,
  note: (text: string) => void,
  but?: string,
): Promise<void> {
  for (;;) {
    const others = (await readLocks(backend, project, stack)).filter(({ path }) => path !== but);
    const { removed, kept, unwritten } = await clearStaleLocks(others, readLockOwner);
    for (const { reason } of removed) note(`removed a stale lock of ${stack}: ${reason}`);
    const [held] = kept;
    if (held) throw lockedBy(stack, held);
    if (unwritten.length === 0) return;
    await delay(pollMs);
  }
}

function lockedBy(stack: string, { lock, kind, path }: ClearedLocks['kept'][number]): Failure {
  if (kind === 'held') return anotherRun(stack, describeRun(lock));
  return refused(
    `${stack} is locked by ${describeRun(lock)}: another machine, which can't be asked from here`,
    `if nothing runs there: skerry unlock ${stack} ${lockId(path)}`,
  );
}
