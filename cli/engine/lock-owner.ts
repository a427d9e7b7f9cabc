import { readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import { readProcess } from '../../providers/local/process/procfs.ts';
import { isErrno, readIfExists } from '../../providers/local/state/files.ts';
import type { LockOwner } from './lock.ts';

/** The kernel tells start times in ticks of 1/100 s on every architecture (USER_HZ). */
const ticksPerSecond = 100;

/**
 * The process that runs under a pid now; `undefined`: none, or a zombie. Where there is no /proc (macOS), a process that
 * takes signals is believed to be the owner.
 */
export async function readLockOwner(pid: number): Promise<LockOwner | undefined> {
  const boot = await readIfExists('/proc/stat');
  if (boot === undefined) return takesSignals(pid) ? { name: 'pulumi', startedAt: new Date(0) } : undefined;
  const found = readProcess(pid);
  return (
    found && {
      name: found.command,
      ...aliasesOf(pid),
      startedAt: new Date((parseBootTime(boot) + found.startTicks / ticksPerSecond) * 1000),
    }
  );
}

/**
 * Of its executable and of each argument, the last segment of the path: a wrapper may be a script, whose interpreter is
 * the executable. What an argument says beside paths doesn't hurt: it can only keep a lock, never free one.
 */
function aliasesOf(pid: number): Pick<LockOwner, 'aliases'> {
  try {
    const executable = readlinkSync(`/proc/${pid}/exe`);
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return { aliases: [executable, ...words].map((path) => basename(path)) };
  } catch (error) {
    // Another user's, or it ends just now: the next look tells.
    if (isErrno(error, 'EACCES', 'EPERM', 'ENOENT', 'ESRCH')) return {};
    throw error;
  }
}

/** Seconds since the epoch at which the machine booted, from /proc/stat. */
export function parseBootTime(stat: string): number {
  const seconds = /^btime (\d+)$/m.exec(stat)?.[1];
  if (seconds === undefined) throw new Error('/proc/stat holds no btime line');
  return Number(seconds);
}

function takesSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and is another user's.
    return isErrno(error, 'EPERM');
  }
}
