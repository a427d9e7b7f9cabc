import { parseLock, type EngineLock } from '../engine/lock.ts';
import type { StateFiles } from './state-files.ts';

/** A lock of an engine, or of a run that was killed. */
export interface StateLock {
  /** The name of its file without its ending. */
  id: string;
  key: string;
  /** Absent where the file is torn. */
  lock?: EngineLock;
  /** When it was taken, as the backend's own clock has it. */
  taken: Date;
}

const ENDING = '.json';

/** Locks of a stack, by the folder that the engine keeps them in; the engine takes every file there for one. */
export async function listLocks(files: StateFiles, folder: string): Promise<StateLock[]> {
  const locks: StateLock[] = [];
  for (const { key, modified } of await files.list(folder)) {
    if (key.endsWith('.attrs')) continue;
    const text = await files.read(key);
    // Its owner has finished between the two calls.
    if (text === undefined) continue;
    const lock = parseLock(Buffer.from(text).toString('utf8'));
    locks.push({ id: lockId(key), key, taken: modified, ...(lock && { lock }) });
  }
  return locks;
}

/** Of a path, a key or a URL, in which the engine puts the backend's parameters behind the name. */
export function lockId(place: string): string {
  const path = place.replace(/\?.*$/, '');
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name.endsWith(ENDING) ? name.slice(0, -ENDING.length) : name;
}
