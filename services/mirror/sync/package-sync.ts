import { createHash } from 'node:crypto';
import { distsOf, type Dist } from '../composer/dists.ts';
import {
  distsPrefix,
  fillMetadataTemplate,
  metadataKey,
  METADATA_KINDS,
  type MetadataKind,
} from '../composer/layout.ts';
import { MetadataError, parseMetadata } from '../composer/metadata.ts';
import type { PackageFilter } from '../composer/package-filter.ts';
import type { ByteBudget } from '../fetch/byte-budget.ts';
import { FetchFailure } from '../fetch/failure.ts';
import type { MetadataFile, Upstream } from '../fetch/upstream.ts';
import { WorkingBuckets, type BucketFailure, type ServingBucket } from './bucket.ts';
import { transferDist } from './dist-transfer.ts';
import { eachLimited } from './each-limited.ts';
import type { Counter, PackageOutcome } from './outcome.ts';
import {
  fromObjectMetadata,
  sharedPublication,
  toObjectMetadata,
  type PublishedIn,
} from './published-metadata.ts';

/** Dists of one package that are fetched at the same time. */
const DISTS_AT_ONCE = 4;

export interface PackageSyncContext {
  upstream: Upstream;
  /** The upstream's, with `%package%`. */
  metadataUrl: string;
  filter: PackageFilter;
  buckets: readonly ServingBucket[];
  budget: ByteBudget;
  runStarted: Date;
  signal: AbortSignal;
  /** Throws where this worker no longer holds the package. Called before anything becomes visible. */
  assertLeased: () => void;
}

/** A metadata file of the upstream's that may have to be published. */
interface NewFile {
  kind: MetadataKind;
  file: MetadataFile;
  dists: Map<string, Dist>;
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
  readonly #counters: Record<string, number> = {};
  readonly #failures: (FetchFailure | BucketFailure)[] = [];
  /** What each bucket has of each metadata file. */
  readonly #states = new Map<MetadataKind, Map<ServingBucket, PublishedIn>>();
  /** Keys of dists that the upstream hasn't got, and of those that it failed to give. */
  readonly #missing = new Set<string>();
  readonly #withheld = new Set<string>();
  #isHeldBack = false;

  constructor(name: string, context: PackageSyncContext) {
    this.#name = name;
    this.#context = context;
    this.#buckets = new WorkingBuckets(context.buckets);
  }

  async run(): Promise<PackageOutcome> {
    const files = await this.#newFiles();
    const dists = new Map(files.flatMap((file) => [...file.dists]));
    if (dists.size > 0) await this.#completeDists(dists);
    for (const file of files) await this.#publish(file);

    if (this.#isHeldBack) this.#count('held', 1);
    const lost = this.#buckets.failures;
    for (const { bucket } of lost) this.#count(`lost:${bucket}`, 1);
    return {
      counters: this.#counters,
      failures: [...this.#failures, ...lost],
      isHeldBack: this.#isHeldBack || lost.length > 0,
    };
  }

  async #newFiles(): Promise<NewFile[]> {
    const answers = await Promise.all(
      METADATA_KINDS.map(async (kind) => ({ kind, answer: await this.#ask(kind) })),
    );
    const absent = answers.filter(({ answer }) => answer instanceof FetchFailure && answer.isPermanent);
    const files: NewFile[] = [];
    for (const { kind, answer } of answers) {
      if (answer instanceof FetchFailure) {
        // Many repositories have no file for branches, or none for tags; one of the two must be there.
        if (answer.isPermanent && absent.length < METADATA_KINDS.length) continue;
        this.#isHeldBack = true;
        if (!(kind === 'dev' && answer.isPermanent)) this.#failures.push(answer);
      } else if (answer !== 'unchanged') {
        files.push({ kind, ...answer });
      }
    }
    return files;
  }

  /** The upstream's file if it isn't the one that is published everywhere. */
  async #ask(kind: MetadataKind): Promise<Omit<NewFile, 'kind'> | 'unchanged' | FetchFailure> {
    const { upstream, metadataUrl, filter, runStarted, signal } = this.#context;
    const key = metadataKey(this.#name, kind);
    const states = await this.#buckets.each(async ({ store }) => {
      const info = await store.head(key);
      return { info, published: fromObjectMetadata(info) };
    });
    this.#states.set(kind, states);
    const selection = filter.fingerprint(this.#name);
    const shared = sharedPublication([...states.values()], selection, runStarted);
    const url = fillMetadataTemplate(metadataUrl, this.#name, kind);
    try {
      const file = await upstream.metadata(url, shared?.upstream ?? {}, signal);
      if (file === 'unchanged') {
        if (!shared)
          throw new FetchFailure('status', url, 'answered 304 to an unconditional request', {
            httpStatus: 304,
          });
        this.#count('present', shared.dists);
        return 'unchanged';
      }
      return { file, dists: distsOf(this.#name, parseMetadata(file.body, this.#name), filter) };
    } catch (error) {
      if (error instanceof FetchFailure) return error;
      if (error instanceof MetadataError) return new FetchFailure(error.kind, url, `${url} ${error.message}`);
      throw error;
    }
  }

  /** Fetches what any bucket lacks; dists that can't be had are remembered for the gate. */
  async #completeDists(dists: ReadonlyMap<string, Dist>): Promise<void> {
    const { runStarted } = this.#context;
    const present = await this.#buckets.each((bucket) => this.#presentIn(bucket, dists));
    await eachLimited(DISTS_AT_ONCE, dists.values(), async (dist) => {
      const lacking = this.#buckets.list.filter((bucket) => !present.get(bucket)?.has(dist.key));
      if (lacking.length > 0) return this.#fetch(dist, lacking);
      const stored = [...present.values()]
        .map((found) => found.get(dist.key))
        .find((found) => found !== undefined);
      // Fetched by an earlier attempt of this run, whose report was never made.
      const isNew = stored !== undefined && stored.modified >= runStarted;
      this.#count(isNew ? 'fetched' : 'present', 1);
      if (isNew) this.#count('bytes', stored.size);
    });
  }

  async #presentIn(
    { store }: ServingBucket,
    dists: ReadonlyMap<string, Dist>,
  ): Promise<Map<string, { size: number; modified: Date }>> {
    const present = new Map<string, { size: number; modified: Date }>();
    for await (const { key, size, modified } of store.list(distsPrefix(this.#name))) {
      const dist = dists.get(key);
      if (!dist) continue;
      const isSame =
        dist.origin === undefined || (await store.head(key))?.metadata?.['origin'] === dist.origin;
      if (isSame) present.set(key, { size, modified });
    }
    return present;
  }

  async #fetch(dist: Dist, into: readonly ServingBucket[]): Promise<void> {
    const { upstream, budget, signal, assertLeased } = this.#context;
    try {
      const bytes = await transferDist(dist, into, {
        upstream,
        budget,
        buckets: this.#buckets,
        signal,
        assertLeased,
      });
      if (bytes === undefined) return;
      this.#count('fetched', 1);
      this.#count('bytes', bytes);
    } catch (error) {
      if (!(error instanceof FetchFailure)) throw error;
      this.#count('failed', 1);
      this.#failures.push(error);
      (error.isPermanent ? this.#missing : this.#withheld).add(dist.key);
    }
  }

  /**
   * The gate: metadata goes only where all of its dists are. A dist that the upstream says it hasn't got doesn't hold
   * it up: clients get a fast 404 from us and go on to the upstream themselves. One that came broken or not at all
   * does, and the metadata that is there stays.
   */
  async #publish({ kind, file, dists }: NewFile): Promise<void> {
    if ([...dists.keys()].some((key) => this.#withheld.has(key))) {
      this.#isHeldBack = true;
      return;
    }
    const { filter, assertLeased } = this.#context;
    const sha256 = createHash('sha256').update(file.body).digest('hex');
    const { body, ...upstream } = file;
    const metadata = toObjectMetadata({
      sha256,
      upstream,
      selection: filter.fingerprint(this.#name),
      dists: dists.size,
      missing: [...dists.keys()].filter((key) => this.#missing.has(key)).length,
    });
    assertLeased();
    await this.#buckets.each(async (bucket) => {
      if (this.#states.get(kind)?.get(bucket)?.published?.sha256 === sha256) return;
      const options = { contentType: 'application/json', cacheControl: 'public, max-age=30', metadata };
      await bucket.store.put(metadataKey(this.#name, kind), body, options);
    });
  }

  #count(counter: Counter, sum: number): void {
    this.#counters[counter] = (this.#counters[counter] ?? 0) + sum;
  }
}
