import type { ProcessInfo } from './processes.ts';
import type { Status } from './status.ts';

/**
 * Of a stack's processes, those that belong to none of the parts that its status names: neither a part's own process,
 * nor what that has started, nor what has started it and takes its log; the machine's own services aside.
 */
export function strays({ parts }: Status, running: readonly ProcessInfo[]): ProcessInfo[] {
  const named = new Set(parts.map(({ pid }) => pid));
  const byPid = new Map(running.map((process) => [process.pid, process]));
  const line = (process: ProcessInfo): ProcessInfo[] => {
    const parent = byPid.get(process.parent);
    return [process, ...(parent ? line(parent) : [])];
  };
  const above = new Set(running.filter(({ pid }) => named.has(pid)).flatMap(line));
  return running.filter((process) => {
    const isBelow = line(process).some(({ pid }) => named.has(pid));
    const parent = byPid.get(process.parent);
    const isLog = /^svlogd /.test(process.command) && parent !== undefined && above.has(parent);
    return !isBelow && !above.has(process) && !isLog && !isOfMachine(process);
  });
}

const isOfMachine = ({ cwd }: ProcessInfo): boolean => /\/machine(\/|$)/.test(cwd);

/** Supervisors that look after the same folder as another one does. */
export function rivals(running: readonly ProcessInfo[]): ProcessInfo[] {
  const seen = new Set<string>();
  return running.filter((process) => {
    // Without the log that a runsvdir keeps in its title.
    const [command, folder] = /^(runsv|runsvdir -P) (\S+)/.exec(process.command)?.slice(1) ?? [];
    if (command === undefined) return false;
    const place = `${process.cwd} ${command} ${folder}`;
    const isRival = seen.has(place);
    seen.add(place);
    return isRival;
  });
}
