import { readFile } from 'node:fs/promises';
import type { LockOwner } from './lock.ts';

/** The kernel tells start times in ticks of 1/100 s on every architecture (USER_HZ). */
const ticksPerSecond = 100;

/**
 * The process that runs under a pid now; `undefined`: none, or a zombie. Where there is no /proc (macOS), a process that
 * takes signals is believed to be the owner.
 */
export async function readLockOwner(pid: number): Promise<LockOwner | undefined> {
  const boot = await readProc('/proc/stat');
  if (boot === undefined) return takesSignals(pid) ? { name: 'pulumi', startedAt: new Date(0) } : undefined;
  const stat = await readProc(`/proc/${pid}/stat`);
  return stat === undefined ? undefined : parseProcessStat(stat, parseBootTime(boot));
}

/** Seconds since the epoch at which the machine booted, from /proc/stat. */
export function parseBootTime(stat: string): number {
  const seconds = /^btime (\d+)$/m.exec(stat)?.[1];
  if (seconds === undefined) throw new Error('/proc/stat holds no btime line');
  return Number(seconds);
}

/** /proc/<pid>/stat: the name stands in parentheses and may hold any character, so fields count from the last one. */
export function parseProcessStat(stat: string, bootTime: number): LockOwner | undefined {
  const end = stat.lastIndexOf(')');
  const fields = stat.slice(end + 2).split(' ');
  const state = fields[0];
  if (state === 'Z' || state === 'X') return undefined;
  return {
    name: stat.slice(stat.indexOf('(') + 1, end),
    startedAt: new Date((bootTime + Number(fields[19]) / ticksPerSecond) * 1000),
  };
}

async function readProc(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    // ESRCH: the process ended while its file was open.
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ESRCH') return undefined;
    throw error;
  }
}

function takesSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and is another user's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
