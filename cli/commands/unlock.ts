import { hostname } from 'node:os';
import { describeRun } from '../engine/another-run.ts';
import { readLockOwner } from '../engine/lock-owner.ts';
import { judgeLock } from '../engine/lock.ts';
import { refused } from '../failure.ts';
import { withStackLock } from '../local/stack-lock.ts';
import { note } from '../output/note.ts';
import { confirm, requirePerson } from '../output/question.ts';
import { renderTable } from '../output/table.ts';
import { openStack } from '../stack/open.ts';
import { projectName } from '../stack/project.ts';
import { requireBackend } from '../state/backend-of.ts';
import { stateKeys } from '../state/keys.ts';
import { listLocks, type StateLock } from '../state/locks.ts';
import { requireStateFiles } from '../state/open-files.ts';
import type { StateFiles } from '../state/state-files.ts';

/**
 * `skerry unlock`: lists the locks of a stack, or removes the one that is named. By its id alone: a lock that another
 * run takes meanwhile has another one, so it is never broken by mistake, as by `pulumi cancel`, which removes all.
 */
export async function unlock(name: string, id: string | undefined, options: { yes?: true }): Promise<number> {
  const stack = openStack(name);
  const url = await requireBackend(stack);
  const files = requireStateFiles(url, process.env, `pulumi cancel --stack ${name}`);
  try {
    const locks = await listLocks(files, stateKeys(projectName, name).locks);
    if (id === undefined) return list(name, locks);
    const found = locks.find((lock) => lock.id === id);
    if (!found) throw noSuchLock(name, id, locks);
    await refuseIfHeld(found);
    if (!options.yes) {
      requirePerson();
      if (!(await confirm(`Remove the lock of ${holderOf(found)}? Only if that run is gone for sure.`))) {
        note('nothing was changed');
        return 1;
      }
    }
    return await withStackLock(stack, 'skerry unlock', () => remove(files, name, found));
  } finally {
    files.close();
  }
}

function list(name: string, locks: readonly StateLock[]): number {
  if (locks.length === 0) process.stdout.write(`${name} is not locked\n`);
  else {
    const rows = locks.map((lock) => [lock.id, holderOf(lock)]);
    process.stdout.write(`${renderTable(['LOCK', 'HOLDER'], rows).join('\n')}\n`);
  }
  return 0;
}

async function remove(files: StateFiles, name: string, lock: StateLock): Promise<number> {
  await files.remove(lock.key);
  note(`removed the lock of ${holderOf(lock)}: ${files.display(lock.key)}`);
  note(`what that run had begun is completed by \`skerry up ${name}\``);
  return 0;
}

/** On this machine it can be known whether the holder runs; of any other the user must know. */
async function refuseIfHeld({ lock }: StateLock): Promise<void> {
  if (!lock || judgeLock(lock, hostname(), await readLockOwner(lock.pid)).kind !== 'held') return;
  throw refused(`the holder of this lock runs: ${describeRun(lock)}`, 'wait until it has ended');
}

function noSuchLock(name: string, id: string, locks: readonly StateLock[]): Error {
  const known = locks.map((lock) => `${lock.id} (${holderOf(lock)})`).join(', ');
  return refused(
    `${name} has no lock ${id}${known === '' ? ': it is not locked' : `; there is ${known}`}`,
    `skerry unlock ${name}, which lists its locks`,
  );
}

function holderOf({ lock, taken }: StateLock): string {
  return lock ? describeRun(lock) : `a run that was killed while it took it, at ${taken.toISOString()}`;
}
