import { pino } from 'pino';
import { Upstream } from '../../../../services/mirror/fetch/upstream.ts';
import type { RunHead } from '../../../../services/mirror/queue/task-queue.ts';
import type { ServingBucket } from '../../../../services/mirror/sync/bucket.ts';
import { PackageSyncs } from '../../../../services/mirror/sync/package-syncs.ts';
import { startFaultProxy, type FaultProxy } from '../../../support/fault-proxy.ts';
import { startSampleUpstream, type SampleUpstream } from '../../../support/sample-upstream.ts';
import { useScene, type Scene } from '../../../support/use-scene.ts';
import { namedDists, startMirrorParts, startSync, type Bucket, type MirrorParts } from './mirror-fixture.ts';

export const SEED = 1;
export const PACKAGES = 30;

/** What a file of tests has around it: started once, with an empty bucket and queue for each test. */
class MirrorScene implements Scene {
  parts!: MirrorParts;
  upstream!: SampleUpstream;
  /** Stands before the upstream. */
  proxy!: FaultProxy;
  /** This test's own. */
  bucket!: Bucket;
  #buckets = 0;
  readonly #cleanups: (() => Promise<void>)[] = [];

  async start(): Promise<void> {
    this.parts = await startMirrorParts();
    this.upstream = await startSampleUpstream(PACKAGES, SEED);
  }

  async begin(): Promise<void> {
    await this.parts.redis.command('FLUSHALL');
    this.proxy = await startFaultProxy(this.upstream.url);
    this.bucket = await this.anotherBucket();
  }

  async end(): Promise<void> {
    for (const cleanup of this.#cleanups.splice(0).reverse()) await cleanup();
    await this.proxy?.stop();
  }

  async stop(): Promise<void> {
    await this.upstream?.stop();
    await this.parts?.stop();
  }

  anotherBucket(): Promise<Bucket> {
    this.#buckets += 1;
    return this.parts.bucket(`mirror-${this.#buckets}`);
  }

  /** Ends with the test, the last one first. */
  use<T extends { stop(): Promise<void> }>(started: T): T {
    this.#cleanups.push(() => started.stop());
    return started;
  }

  async sync(...options: Parameters<typeof startSync>): Promise<void> {
    this.use(await startSync(...options));
  }

  /** What an instance does with packages, without a queue. */
  packageSyncs(buckets: ServingBucket[]): PackageSyncs {
    const upstream = new Upstream({ userAgent: 'test', upstreamUrl: this.upstream.url });
    this.#cleanups.push(() => upstream.close());
    return new PackageSyncs({ upstream, buckets, limits: {}, log: pino({ level: 'silent' }) });
  }

  runHead(): RunHead {
    const metadataUrl = `${this.upstream.url}/p2/%package%.json`;
    const context = JSON.stringify({ settings: '', metadataUrl, only: [] });
    return { id: 'run', started: new Date().toISOString(), context };
  }

  /** Path of a package's newest dist at the upstream. */
  async newestDist(name: string): Promise<string> {
    const answer = await fetch(`${this.upstream.url}/p2/${name}.json`);
    const { packages } = (await answer.json()) as { packages: Record<string, { dist: { url: string } }[]> };
    return new URL(packages[name]![0]!.dist.url).pathname;
  }

  /** Its key in the mirror. */
  async newestKey(name: string): Promise<string> {
    const body = Buffer.from((await this.bucket.metadata(name))!);
    return [...namedDists(name, body).keys()][0]!;
  }

  /**
   * The upstream's metadata with another dist for its newest version, perhaps a further version before that one, and
   * something that nobody reads.
   */
  async newer(
    name: string,
    change: (dist: { url: string }) => object,
    version?: object,
    extra?: string,
  ): Promise<Buffer> {
    const { url } = this.proxy;
    const answer = await fetch(`${url}/p2/${name}.json`);
    const metadata = (await answer.json()) as { packages: Record<string, { dist: { url: string } }[]> };
    const [head, ...rest] = metadata.packages[name]!;
    const changed = { ...head!, dist: change(head!.dist) };
    const further = version && { ...head!, dist: { ...head!.dist, url: `${url}/new.zip` }, ...version };
    const versions = [...(further ? [further] : []), { ...head!, ...changed }, ...rest];
    return Buffer.from(JSON.stringify({ ...metadata, packages: { [name]: versions }, extra }));
  }
}

export const useMirrorScene = (): MirrorScene => useScene(new MirrorScene());
