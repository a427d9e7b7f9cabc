import { refused, type Failure } from '../failure.ts';

/** Who works on a stack now. */
export interface RunInProgress {
  pid: number;
  username: string;
  hostname: string;
  /** ISO time at which it began. */
  timestamp: string;
  /** Such as `skerry down`; absent where only the engine tells of it. */
  command?: string;
}

/** `lin@here (pid 4711) since 2026-11-22T07:17:13Z: skerry down` */
export function describeRun({ pid, username, hostname, timestamp, command }: RunInProgress): string {
  const since = timestamp.replace(/\.\d+Z$/, 'Z');
  return `${username}@${hostname} (pid ${pid}) since ${since}${command === undefined ? '' : `: ${command}`}`;
}

/**
 * The refusal of a run beside another one.
 *
 * @param who as {@link describeRun} tells it; where nobody knows, that its lock is held
 * @param lock id of a lock that a killed run would leave behind; absent where such a one is removed by itself
 */
export function anotherRun(stack: string, who = 'its lock is held', lock?: string): Failure {
  const wait = 'wait until it has ended';
  const fix = lock === undefined ? wait : `${wait}; if it is gone for sure: skerry unlock ${stack} ${lock}`;
  return refused(`another run works on ${stack}: ${who}`, fix);
}
