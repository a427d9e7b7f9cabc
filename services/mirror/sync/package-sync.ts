import { createHash } from 'node:crypto';
import type { Dist } from '../composer/dists.ts';
import { metadataKey } from '../composer/layout.ts';
import type { PackageFilter } from '../composer/package-filter.ts';
import type { ByteBudget } from '../fetch/byte-budget.ts';
import { FetchFailure } from '../fetch/failure.ts';
import type { Upstream } from '../fetch/upstream.ts';
import { WorkingBuckets, type ServingBucket } from './bucket.ts';
import { changedFiles, type ChangedFile } from './changed-files.ts';
import { transferDist } from './dist-transfer.ts';
import { eachLimited } from './each-limited.ts';
import { FailureList } from './failure-list.ts';
import type { WriteFence } from './held-leases.ts';
import type { LargeShare } from './metadata-download.ts';
import type { Counter, Counters, PackageOutcome } from './outcome.ts';
import {
  nextPublication,
  selectionDigest,
  toObjectMetadata,
  usableValidators,
} from './published-metadata.ts';
import { storedDists, type StoredDist } from './stored-dists.ts';

/** Dists of one package that are fetched at the same time. */
const DISTS_AT_ONCE = 4;

const nothing = Promise.resolve(new Map<string, StoredDist>());

export interface PackageSyncContext {
  upstream: Upstream;
  /** The upstream's, with `%package%`. */
  metadataUrl: string;
  filter: PackageFilter;
  buckets: readonly ServingBucket[];
  /** Of dists' bodies. */
  budget: ByteBudget;
  /** Of this package's metadata, where that is large. */
  memory: LargeShare;
  runStarted: Date;
  /** Ids of buckets that have nothing of this package. */
  fresh: ReadonlySet<string>;
  signal: AbortSignal;
  fence: WriteFence;
}

/**
 * Brings one package into the serving buckets, in the order in which nothing ever points at something missing: dists,
 * then the metadata that names them, each bucket by itself. It may stop anywhere and be done again: what is there
 * already is not fetched again, and an object whose bytes haven't changed is not written again.
 */
export class PackageSync {
  readonly #name: string;
  readonly #context: PackageSyncContext;
  readonly #buckets: WorkingBuckets;
  readonly #selection: string;
  readonly #counters: Counters = {};
  readonly #failures = new FailureList();
  /** Keys of dists that the upstream hasn't got, and for which clients find nothing here. */
  readonly #missing = new Set<string>();
  /** Keys of dists without which no metadata that names them goes anywhere. */
  readonly #withheld = new Set<string>();
  #isHeldBack = false;

  constructor(name: string, context: PackageSyncContext) {
    this.#name = name;
    this.#context = context;
    this.#buckets = new WorkingBuckets(context.buckets);
    this.#selection = selectionDigest(context.filter.fingerprint(name));
  }

  /**
   * Once, and to its end. What the upstream or a bucket fails to do is in the outcome.
   *
   * @throws LeaseLost where the package is no longer ours, or the worker stops
   */
  async run(): Promise<PackageOutcome> {
    try {
      const files = await this.#changes();
      await this.#completeDists(files);
      for (const file of files) await this.#publish(file);
    } finally {
      await this.#context.memory.giveBack();
    }

    if (this.#isHeldBack) this.#count('held', 1);
    const lost = this.#buckets.failures;
    for (const { bucket, isRefusal } of lost) this.#count(`${isRefusal ? 'refused' : 'lost'}:${bucket}`, 1);
    return {
      counters: this.#counters,
      failures: [...this.#failures.list, ...lost],
      isHeldBack: this.#isHeldBack || lost.length > 0,
    };
  }

  async #changes(): Promise<ChangedFile[]> {
    const context = { ...this.#context, buckets: this.#buckets, selection: this.#selection };
    const { files, present, failures, isHeldBack } = await changedFiles(this.#name, context);
    for (const failure of failures) this.#failures.add(failure);
    this.#count('present', present);
    this.#isHeldBack = isHeldBack;
    return files;
  }

  /**
   * Fetches what any bucket lacks; dists that can't be had are remembered for the gate. Those that replace another
   * content come last, just before the metadata, and only where that will follow: meanwhile clients have the old
   * checksum and the new archive, which the protocol gives one path.
   */
  async #completeDists(files: readonly ChangedFile[]): Promise<void> {
    const dists = new Map(files.flatMap((file) => [...file.dists]));
    if (dists.size === 0) return;
    const { fresh, signal } = this.#context;
    const present = await this.#buckets.each((bucket) =>
      fresh.has(bucket.id) ? nothing : storedDists(bucket, this.#name, dists, signal),
    );
    signal.throwIfAborted();
    const isOutdated = ({ key }: Dist) =>
      [...present.values()].some((stored) => stored.get(key)?.isCurrent === false);
    const replacements = [...dists.values()].filter(isOutdated);
    const rest = [...dists.values()].filter((dist) => !isOutdated(dist));
    await eachLimited(DISTS_AT_ONCE, rest, (dist) => this.#complete(dist, present));
    // Asked before each: the one before it may have withheld the metadata.
    const isDue = ({ key }: Dist) => files.some((file) => file.dists.has(key) && !this.#isWithheld(file));
    await eachLimited(DISTS_AT_ONCE, replacements, async (dist) => {
      if (isDue(dist)) await this.#complete(dist, present, true);
    });
  }

  async #complete(
    dist: Dist,
    present: ReadonlyMap<ServingBucket, ReadonlyMap<string, StoredDist>>,
    isReplacement = false,
  ): Promise<void> {
    const lacking = this.#buckets.list.filter((bucket) => !present.get(bucket)?.get(dist.key)?.isCurrent);
    if (lacking.length > 0) return this.#fetch(dist, lacking, isReplacement);
    const stored = [...present.values()]
      .map((found) => found.get(dist.key))
      .find((found) => found !== undefined);
    // Fetched by an earlier attempt of this run, whose report was never made.
    const isNew = stored !== undefined && stored.modified >= this.#context.runStarted;
    this.#count(isNew ? 'fetched' : 'present', 1);
    if (isNew) this.#count('bytes', stored.size);
  }

  async #fetch(dist: Dist, into: readonly ServingBucket[], isReplacement: boolean): Promise<void> {
    try {
      const bytes = await transferDist(dist, into, { ...this.#context, buckets: this.#buckets });
      if (bytes === undefined) return;
      this.#count('fetched', 1);
      this.#count('bytes', bytes);
    } catch (error) {
      if (!(error instanceof FetchFailure)) throw error;
      this.#count('failed', 1);
      this.#failures.add(error);
      // Missing, the object before it would be served as what the new metadata means.
      (error.isPermanent && !isReplacement ? this.#missing : this.#withheld).add(dist.key);
    }
  }

  /**
   * The gate: metadata goes only where all of its dists are. A dist that the upstream says it hasn't got doesn't hold
   * it up: clients get a fast 404 from us and go on to the upstream themselves. One that came broken or not at all
   * does, and so does one at whose path an older content lies: the metadata that is there stays.
   */
  async #publish(changed: ChangedFile): Promise<void> {
    if (this.#isWithheld(changed)) {
      this.#isHeldBack = true;
      return;
    }
    const { kind, file, dists, published } = changed;
    const { fence, signal } = this.#context;
    const { body, etag, lastModified } = file;
    const made = {
      sha256: createHash('sha256').update(body).digest('hex'),
      upstream: usableValidators({ etag, lastModified }),
      selection: this.#selection,
      dists: dists.size,
      missing: [...dists.keys()].filter((key) => this.#missing.has(key)).length,
    };
    fence.before();
    await this.#buckets.each(async (bucket) => {
      const next = nextPublication(published.get(bucket)?.published, made);
      if (!next) return;
      const metadata = toObjectMetadata(next);
      const options = {
        contentType: 'application/json',
        cacheControl: 'public, max-age=30',
        metadata,
        signal,
      };
      await bucket.store.put(metadataKey(this.#name, kind), body, options);
    });
    // Also where it was aborted: nobody knows whether it had its effect.
    fence.after();
  }

  #isWithheld({ dists }: ChangedFile): boolean {
    return [...dists.keys()].some((key) => this.#withheld.has(key));
  }

  #count(counter: Counter, sum: number): void {
    this.#counters[counter] = (this.#counters[counter] ?? 0) + sum;
  }
}
