/** The content of a lock file of Pulumi's file backend: `.pulumi/locks/organization/<project>/<stack>/<uuid>.json`. */
export interface EngineLock {
  pid: number;
  username: string;
  hostname: string;
  /** ISO time at which it was taken. */
  timestamp: string;
}

/** A process of this machine, as far as it tells whether it owns a lock. */
export interface LockOwner {
  /** Name of the executable as the kernel keeps it, at most 15 characters. */
  name: string;
  /**
   * What else it may be known by: the base names of its executable and of its arguments' files. Absent where this user
   * may not look at it.
   */
  aliases?: readonly string[];
  startedAt: Date;
}

export type LockVerdict =
  /** The owner is gone: the lock may be removed. */
  | { kind: 'stale'; reason: string }
  /** The owner runs. */
  | { kind: 'held' }
  /** Taken on a machine that can't be asked from here. */
  | { kind: 'foreign' };

/** Start times are told in clock ticks after a boot time that is itself known to the second. */
const clockSlackSeconds = 5;

/**
 * A pid alone names nobody: after a reboot it belongs to any process. The owner is an engine that started before it took
 * the lock; installed through a wrapper (snap, Nix) it goes by another name. In doubt the lock is held: two engines on
 * one stack cost more than a lock that its user has to remove.
 *
 * @param process what runs under the lock's pid now; `undefined`: nothing, or a zombie
 */
export function judgeLock(lock: EngineLock, hostname: string, process: LockOwner | undefined): LockVerdict {
  if (lock.hostname !== hostname) return { kind: 'foreign' };
  if (process === undefined) return { kind: 'stale', reason: `process ${lock.pid} is gone` };
  if (process.startedAt.getTime() > Date.parse(lock.timestamp) + clockSlackSeconds * 1000) {
    return {
      kind: 'stale',
      reason: `process ${lock.pid} started later: it is another one (${process.name})`,
    };
  }
  if (process.aliases !== undefined && ![process.name, ...process.aliases].some(mayBeEngine)) {
    return { kind: 'stale', reason: `process ${lock.pid} is no engine (${process.name})` };
  }
  return { kind: 'held' };
}

/** `pulumi`, `.pulumi-wrapped`, `pulumi-real`, `pulumi_3.250`; our own command, which takes the lock for a removal. */
const mayBeEngine = (name: string): boolean => /pulumi|skerry/i.test(name);

/** Reads a lock file's text; `undefined` where it is no lock (empty or torn by a power cut). */
export function parseLock(text: string): EngineLock | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  const lock = value as Partial<EngineLock> | null;
  return typeof lock?.pid === 'number' &&
    typeof lock.hostname === 'string' &&
    typeof lock.timestamp === 'string'
    ? { pid: lock.pid, username: lock.username ?? '?', hostname: lock.hostname, timestamp: lock.timestamp }
    : undefined;
}
