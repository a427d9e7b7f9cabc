import type { Logger } from 'pino';
import { METADATA_KINDS } from '../composer/layout.ts';
import { PackageFilter } from '../composer/package-filter.ts';
import { ByteBudget } from '../fetch/byte-budget.ts';
import { defaultLimits, type FetchLimits } from '../fetch/limits.ts';
import type { Upstream } from '../fetch/upstream.ts';
import type { RunHead } from '../queue/task-queue.ts';
import { AwayBuckets } from './away-buckets.ts';
import type { ServingBucket } from './bucket.ts';
import type { HeldLease } from './held-leases.ts';
import { LargeShare } from './metadata-download.ts';
import { withLost, type PackageOutcome } from './outcome.ts';
import { PackageSync } from './package-sync.ts';
import type { RunContext } from './run-decision.ts';

/** Of dists in transit: with it an instance stays below 150 MB. */
const BODY_BYTES = 32 * 1024 * 1024;
/** Packages with large metadata that are in hand at the same time. */
const LARGE_PACKAGES = 2;

export interface PackageSyncsOptions {
  upstream: Upstream;
  buckets: readonly ServingBucket[];
  limits: Partial<FetchLimits>;
  log: Logger;
}

/** One package after the other as the run wants it; what they share is the memory, and which buckets are away. */
export class PackageSyncs {
  readonly #options: PackageSyncsOptions;
  readonly #away: AwayBuckets;
  readonly #budget = new ByteBudget(BODY_BYTES);
  readonly #packageBytes: number;
  readonly #largeMetadata: ByteBudget;

  constructor(options: PackageSyncsOptions) {
    this.#options = options;
    this.#away = new AwayBuckets(options.log);
    this.#packageBytes =
      METADATA_KINDS.length * (options.limits.metadataBytes ?? defaultLimits.metadataBytes);
    this.#largeMetadata = new ByteBudget(LARGE_PACKAGES * this.#packageBytes);
  }

  async sync(
    packageName: string,
    run: RunHead,
    { lease, signal, fence }: HeldLease,
  ): Promise<PackageOutcome> {
    const { upstream, buckets } = this.#options;
    const { metadataUrl, only, buckets: ids = [], fresh = [] } = JSON.parse(run.context) as RunContext;
    const context = {
      upstream,
      metadataUrl,
      filter: new PackageFilter(only),
      budget: this.#budget,
      memory: new LargeShare(this.#largeMetadata, this.#packageBytes),
      runStarted: new Date(run.started),
      // What an attempt before this one brought is there.
      fresh: new Set(lease.attempt === 1 ? fresh : []),
      signal,
      fence,
    };
    const { outcome, left, mayBeBack } = await this.#away.around(buckets, (asked) =>
      new PackageSync(packageName, { ...context, buckets: asked }).run(),
    );
    const unknown = ids.filter((id) => !buckets.some((bucket) => bucket.id === id));
    return { ...withLost([...unknown, ...left], outcome), mayBeBack };
  }
}
