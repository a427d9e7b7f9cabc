import { FetchFailure } from '../fetch/failure.ts';
import type { Lease } from '../queue/task-queue.ts';
import type { PackageOutcome } from './outcome.ts';

/** Of a package at which worker after worker ended without a word. */
export function abandoned({ attempt }: Lease): PackageOutcome {
  const message = `given up: ${attempt - 1} workers began it and none finished`;
  return { counters: { held: 1 }, failures: [new FetchFailure('timeout', '', message)], isHeldBack: true };
}
