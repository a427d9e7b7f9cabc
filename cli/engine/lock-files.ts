import { readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isErrno, readIfExists } from '../../providers/local/state/files.ts';
import { judgeLock, parseLock, type EngineLock, type LockOwner } from './lock.ts';

export interface LockFile {
  path: string;
  /** Absent where the file is torn. */
  lock?: EngineLock;
}

/** Where engines lay their locks of a stack, one file each. */
export const lockFolder = (backend: string, project: string, stack: string): string =>
  join(backend, '.pulumi/locks/organization', project, stack);

/** Lock files of a stack in a file backend. */
export async function readLocks(backend: string, project: string, stack: string): Promise<LockFile[]> {
  const folder = lockFolder(backend, project, stack);
  const names = await readdir(folder).catch((error: unknown) => {
    if (isErrno(error, 'ENOENT')) return [];
    throw error;
  });
  const locks: LockFile[] = [];
  for (const name of names.filter((name) => name.endsWith('.json'))) {
    const path = join(folder, name);
    // Gone between the listing and the reading: its owner has just finished.
    const text = await readIfExists(path);
    if (text === undefined) continue;
    const lock = parseLock(text);
    locks.push(lock ? { path, lock } : { path });
  }
  return locks;
}

export interface ClearedLocks {
  removed: { path: string; reason: string }[];
  /** Locks that stay: held by a running engine, or taken on another machine. */
  kept: { path: string; lock: EngineLock; kind: 'held' | 'foreign' }[];
}

/**
 * Removes the locks whose owners are gone. Each has a name of its own, so that removing one never touches a lock that
 * another engine takes meanwhile.
 */
export async function clearStaleLocks(
  locks: readonly LockFile[],
  ownerOf: (pid: number) => Promise<LockOwner | undefined>,
  host: string = hostname(),
): Promise<ClearedLocks> {
  const cleared: ClearedLocks = { removed: [], kept: [] };
  for (const { path, lock } of locks) {
    const verdict = lock
      ? judgeLock(lock, host, await ownerOf(lock.pid))
      : { kind: 'stale' as const, reason: 'it is torn' };
    if (verdict.kind === 'stale') {
      await rm(path, { force: true });
      cleared.removed.push({ path, reason: verdict.reason });
    } else {
      cleared.kept.push({ path, lock: lock!, kind: verdict.kind });
    }
  }
  return cleared;
}
