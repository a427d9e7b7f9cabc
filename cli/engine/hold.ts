import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { writeAtomic } from '../../providers/local/state/files.ts';
import type { EngineLock } from './lock.ts';
import { lockFolder } from './lock-files.ts';
import { requireUnlocked } from './require-unlocked.ts';

/**
 * Runs `work` while no engine works on a stack of a file backend: for the removal of the backend itself, which plain
 * `pulumi up` in another terminal would else lose. As engines do it: first one's own lock, then the look for others'.
 *
 * @throws {Failure} exit code 1, where an engine has the stack
 */
export async function withEngineLock<T>(
  backend: string,
  project: string,
  stack: string,
  note: (text: string) => void,
  work: () => Promise<T>,
): Promise<T> {
  const folder = lockFolder(backend, project, stack);
  const name = `${randomUUID()}.json`;
  const own = join(folder, name);
  // Not in the lock folder: what a kill leaves there of a file is a lock to the engine.
  const draft = join(backend, name);
  const lock: EngineLock = {
    pid: process.pid,
    username: userInfo().username,
    hostname: hostname(),
    timestamp: new Date().toISOString(),
  };
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    await writeAtomic(draft, JSON.stringify(lock));
    await rename(draft, own);
    await requireUnlocked(backend, project, stack, note, own);
    return await work();
  } finally {
    for (const path of [draft, own]) await rm(path, { force: true });
  }
}
