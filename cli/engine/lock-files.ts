import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isErrno } from '../../providers/local/state/files.ts';
import { judgeLock, parseLock, type EngineLock, type LockOwner } from './lock.ts';

export interface LockFile {
  path: string;
  /** Absent where the file holds none: torn, or yet to be written. */
  lock?: EngineLock;
  /** When it was last written to, in milliseconds since the epoch. */
  written: number;
}

/** Where engines lay their locks of a stack, one file each. */
export const lockFolder = (backend: string, project: string, stack: string): string =>
  join(backend, '.pulumi/locks/organization', project, stack);

/** Attributes that the engine's bucket library keeps beside a file; it lists none of them. */
const ATTRIBUTES = '.attrs';

/**
 * Lock files of a stack in a file backend. The engine takes every file of the folder for a lock, whatever its name: the
 * temporary one, too, that a kill leaves before its renaming.
 */
export async function readLocks(backend: string, project: string, stack: string): Promise<LockFile[]> {
  const folder = lockFolder(backend, project, stack);
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (isErrno(error, 'ENOENT')) return [];
    throw error;
  });
  const files = entries.filter((entry) => entry.isFile() && !entry.name.endsWith(ATTRIBUTES));
  const locks = await Promise.all(files.map(({ name }) => readLock(join(folder, name))));
  return locks.filter((lock) => lock !== undefined);
}

/** `undefined`: gone between the listing and the reading, for its owner has just finished. */
async function readLock(path: string): Promise<LockFile | undefined> {
  try {
    const written = (await stat(path)).mtimeMs;
    const lock = parseLock(await readFile(path, 'utf8'));
    return lock ? { path, written, lock } : { path, written };
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
}

export interface ClearedLocks {
  removed: { path: string; reason: string }[];
  /** Locks that stay: held by a running engine, or taken on another machine. */
  kept: { path: string; lock: EngineLock; kind: 'held' | 'foreign' }[];
  /** Files that stay because an engine may just be writing its lock into them. */
  unwritten: string[];
}

/**
 * How long a temporary file may be without a lock in it, in milliseconds: an engine makes it, writes into it and renames
 * it in one go.
 */
const WRITING_MS = 5_000;

/**
 * Removes the locks whose owners are gone. Each has a name of its own, so that removing one never touches a lock that
 * another engine takes meanwhile.
 *
 * @param now milliseconds since the epoch
 */
export async function clearStaleLocks(
  locks: readonly LockFile[],
  ownerOf: (pid: number) => Promise<LockOwner | undefined>,
  host: string = hostname(),
  now: number = Date.now(),
): Promise<ClearedLocks> {
  const cleared: ClearedLocks = { removed: [], kept: [], unwritten: [] };
  for (const { path, lock, written } of locks) {
    if (!lock && path.endsWith('.tmp') && Math.abs(now - written) < WRITING_MS) {
      cleared.unwritten.push(path);
      continue;
    }
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
