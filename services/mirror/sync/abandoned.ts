import { FetchFailure } from '../fetch/failure.ts';
import type { Lease } from '../queue/task-queue.ts';
import type { PackageOutcome } from './outcome.ts';

/** Of a package at which worker after worker ended without a word. */
export function abandoned({ attempt }: Lease): PackageOutcome {
  const message = `given up: ${attempt - 1} workers began it and none finished`;
  return { counters: { held: 1 }, failures: [new FetchFailure('timeout', '', message)], isHeldBack: true };
}

/** Of a package that could not be handled, for a reason that no kind of failure names. */
export function unforeseen(error: Error): PackageOutcome {
  const message = 'could not be handled; the log of the instance says why';
  const details = { cause: error, detail: error.message };
  return {
    counters: { held: 1 },
    failures: [new FetchFailure('bad-metadata', '', message, details)],
    isHeldBack: true,
  };
}
