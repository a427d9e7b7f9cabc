/** All in milliseconds. */
export interface Timing {
  /** What an unproven release's workload may take to become healthy before the previous one comes back. */
  trial: number;
  /** How long it must have been healthy to replace the previous one as the way back. */
  proving: number;
  /** Delay before the first restart of a workload that ended by itself; doubled for each further end in a row. */
  restartBase: number;
  restartMost: number;
  /** After so long in health, an end counts as the first one again. */
  stable: number;
  /** A workload that answers nothing at all, not even an error, for so long is killed and started again. */
  silent: number;
  /** Between two looks at a workload's health while it isn't healthy, and while it is. */
  healthUnproven: number;
  healthProven: number;
  healthTimeout: number;
  /** First and longest pause after a failed look at the bucket; the first one also while nothing runs yet. */
  bucketBase: number;
  bucketMost: number;
  /** First and longest time before an epoch that could not be installed is tried again. */
  retryBase: number;
  retryMost: number;
  /** First and longest time before an epoch whose workload answered, yet never well, is tried again. */
  pardonBase: number;
  pardonMost: number;
}

export const defaultTiming: Timing = {
  trial: 60_000,
  proving: 10_000,
  restartBase: 250,
  restartMost: 15_000,
  stable: 30_000,
  silent: 60_000,
  healthUnproven: 200,
  healthProven: 1_000,
  healthTimeout: 5_000,
  bucketBase: 500,
  bucketMost: 15_000,
  retryBase: 1_000,
  retryMost: 60_000,
  pardonBase: 10 * 60_000,
  pardonMost: 24 * 3_600_000,
};

/** Doubles with each failure in a row, `failures` counting from 1. */
export function backoff(failures: number, base: number, most: number): number {
  return Math.min(base * 2 ** Math.min(failures - 1, 30), most);
}

/**
 * Milliseconds until the next look at the bucket, `poll` apart where all is well. `misses` counts the looks in a row that
 * failed or left nothing to run: a first release is found soon, and none is waited for at no more cost than a newer one.
 */
export function untilNextLook(misses: number, failed: boolean, poll: number, timing: Timing): number {
  return misses === 0 ? poll : backoff(misses, timing.bucketBase, failed ? timing.bucketMost : poll);
}

/** Between 75 % and 125 %: keeps instances that were started together from acting together. */
export function jitter(ms: number, random: () => number = Math.random): number {
  return ms * (0.75 + random() / 2);
}
