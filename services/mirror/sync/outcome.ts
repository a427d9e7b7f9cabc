import { FetchFailure } from '../fetch/failure.ts';
import { loggedUrl, publicUrl } from '../fetch/public-url.ts';
import type { Lease, TaskReport } from '../queue/task-queue.ts';
import type { SyncFailure } from '../status.ts';
import { BucketFailure } from './bucket.ts';

/**
 * Sums of a run. `fetched`, `present` and `failed` count dists, `held` the packages that are held back because of the
 * upstream, `refused:<bucket>` those of which the bucket refused an object, `lost:<bucket>` those that it failed to
 * take because nothing worked there.
 */
export type Counter = Sum | PerBucket;
type Sum = 'fetched' | 'present' | 'failed' | 'bytes' | 'held';
type PerBucket = `refused:${string}` | `lost:${string}`;
export type Counters = { [name in Sum]?: number } & Record<PerBucket, number>;

/** How far one attempt at a package came. */
export interface PackageOutcome {
  counters: Counters;
  failures: (FetchFailure | BucketFailure)[];
  /** A metadata file is not published as the upstream has it. */
  isHeldBack: boolean;
  /** A bucket was left out that may only have blinked. */
  mayBeBack?: boolean;
}

/** As if these buckets had been away. */
export function withLost(buckets: readonly string[], outcome: PackageOutcome): PackageOutcome {
  const lost = buckets.map((bucket) => [`lost:${bucket}`, 1]);
  return { ...outcome, counters: { ...outcome.counters, ...(Object.fromEntries(lost) as object) } };
}

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

/** Milliseconds the upstream asked us to wait, if another attempt is worth it at all. */
export function retryWish({ failures, isHeldBack, mayBeBack = false }: PackageOutcome): number | undefined {
  const transient = failures.filter((failure) =>
    failure instanceof BucketFailure ? !failure.isRefusal : !failure.isPermanent,
  );
  if (!mayBeBack && (!isHeldBack || transient.length === 0)) return undefined;
  return Math.max(
    0,
    ...transient.map((failure) => (failure instanceof FetchFailure && failure.retryAfterMs) || 0),
  );
}

/** What the run is told of a package that is not tried again. */
export function toReport(
  packageName: string,
  outcome: PackageOutcome,
  attempts: number,
  now: Date,
): TaskReport {
  return {
    outcome: outcome.isHeldBack ? 'failed' : 'done',
    counters: outcome.counters,
    failures: outcome.failures.map((failure) => describe(packageName, failure, attempts, now)),
  };
}

/** What only the instance's log tells of a failure. */
export function toLog(failure: FetchFailure | BucketFailure): Record<string, unknown> {
  const { message, cause } = failure;
  if (failure instanceof BucketFailure) return { reason: message, detail: (cause as Error).message };
  const { kind, url, httpStatus, detail } = failure;
  return { kind, url: loggedUrl(url), httpStatus, reason: message, detail };
}

function describe(
  packageName: string,
  failure: FetchFailure | BucketFailure,
  attempts: number,
  now: Date,
): SyncFailure {
  const common = { package: packageName, message: failure.message, attempts, at: now.toISOString() };
  if (failure instanceof BucketFailure) return { ...common, url: '', kind: 'store' };
  const { kind, url, httpStatus } = failure;
  return { ...common, url: publicUrl(url), kind, ...(httpStatus === undefined ? {} : { httpStatus }) };
}
