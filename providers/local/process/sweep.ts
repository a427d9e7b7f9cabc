import { isErrno } from '../state/files.ts';
import { until } from '../state/wait.ts';
import { processesIn, readProcess } from './procfs.ts';
import type { ProcessStat } from './procfs.ts';

/** Time for the kernel to take away what was sent SIGKILL. */
const KILL_TIMEOUT_MS = 10_000;

/** Signals exactly the process that was seen: not a later one that was given its pid. */
export function signalProcess(seen: ProcessStat, signal: NodeJS.Signals): void {
  if (readProcess(seen.pid)?.startTicks !== seen.startTicks) return;
  try {
    process.kill(seen.pid, signal);
  } catch (error) {
    if (!isErrno(error, 'ESRCH')) throw error;
  }
}

/**
 * SIGKILLs every process of a folder until none is left, those they start meanwhile included.
 *
 * @throws when something outlives its SIGKILL (a process in uninterruptible sleep)
 */
export async function sweep(folder: string): Promise<void> {
  const gone = await until(
    () => {
      const left = processesIn(folder);
      for (const each of left) signalProcess(each, 'SIGKILL');
      return left.length === 0;
    },
    { timeoutMs: KILL_TIMEOUT_MS, everyMs: 20 },
  );
  if (gone) return;
  const names = processesIn(folder).map(({ pid, command }) => `${pid} (${command})`);
  throw new Error(`these processes in ${folder} do not end, even by SIGKILL: ${names.join(', ')}`);
}
