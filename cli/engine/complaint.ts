import { lockId } from '../state/locks.ts';

/** The engine's complaint without its prefixes and its warnings about itself. */
export function complaintOf(stderr: string): string {
  return stderr
    .split('\n')
    .filter((line) => !line.startsWith('warning: '))
    .map((line) => line.replace(/^error: /, ''))
    .join('\n')
    .trim();
}

/** The lock that the engine was refused. */
export interface RefusedBy {
  /** `lin@here (pid 4711) since 2026-11-22T07:17:13Z` */
  who: string;
  /** Absent where the engine doesn't name the lock. */
  id?: string;
}

/** `undefined`: the engine complains of something else. */
export function lockHolder(stderr: string): RefusedBy | undefined {
  if (!stderr.includes('the stack is currently locked')) return undefined;
  const [, path, who, since] = /(\S+): created by (\S+ \(pid \d+\)) at (\S+)/.exec(stderr) ?? [];
  if (path === undefined || who === undefined || since === undefined) return { who: 'its lock is held' };
  return { who: `${who} since ${since}`, id: lockId(path) };
}
