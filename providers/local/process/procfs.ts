import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { isErrno } from '../state/files.ts';

/** One line of `/proc/<pid>/stat`. A pid alone names nobody: pids are reused, so `startTicks` goes with it. */
export interface ProcessStat {
  pid: number;
  command: string;
  /** `R`, `S`, …; `Z` and `X` are dead. */
  state: string;
  /** 0: no controlling terminal, as every part of ours runs. */
  terminal: number;
  /** Clock ticks since the machine's boot. */
  startTicks: number;
}

export function parseStat(text: string): ProcessStat | undefined {
  // The command stands in parentheses and may itself hold spaces and parentheses.
  const open = text.indexOf('(');
  const close = text.lastIndexOf(')');
  if (open < 0 || close < open) return undefined;
  const fields = text.slice(close + 2).split(' ');
  const [state, , , , terminal] = fields;
  const startTicks = fields[19];
  if (!state || !terminal || !startTicks) return undefined;
  return {
    pid: Number(text.slice(0, open)),
    command: text.slice(open + 1, close),
    state,
    terminal: Number(terminal),
    startTicks: Number(startTicks),
  };
}

/** `undefined` when there is no such process, or only its zombie. */
export function readProcess(pid: number): ProcessStat | undefined {
  const text = readProc(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  const stat = text === undefined ? undefined : parseStat(text);
  return stat && stat.state !== 'Z' && stat.state !== 'X' ? stat : undefined;
}

/**
 * Live processes that belong to a folder: those whose working directory is the folder or lies below it. It works for
 * daemons that overwrite their own environment and title, and after their parent has gone. A process with a terminal
 * is some person's shell in that folder, not a part.
 *
 * @param folder absolute, without symbolic links
 */
export function processesIn(folder: string): ProcessStat[] {
  const found: ProcessStat[] = [];
  for (const entry of readdirSync('/proc')) {
    const pid = Number(entry);
    if (!Number.isInteger(pid) || pid === process.pid) continue;
    const target = readProc(() => readlinkSync(`/proc/${pid}/cwd`));
    if (target === undefined || !isWithin(target, folder)) continue;
    const stat = readProcess(pid);
    if (stat && stat.terminal === 0) found.push(stat);
  }
  return found;
}

export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`) || path === `${folder} (deleted)`;
}

/** A process may go, or belong to another user, between two looks. */
function readProc<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'ESRCH', 'EACCES', 'EPERM')) return undefined;
    throw error;
  }
}
