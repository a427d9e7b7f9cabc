import { createHash } from 'node:crypto';
import { pino } from 'pino';
import type { CatalogueConfig } from '../../../../services/sample-upstream/catalogue.ts';
import { Catalogue } from '../../../../services/sample-upstream/catalogue.ts';
import { distsOf, type Dist } from '../../../../services/mirror/composer/dists.ts';
import { metadataKey, ROOT_KEY, STATUS_KEY } from '../../../../services/mirror/composer/layout.ts';
import { parseMetadata } from '../../../../services/mirror/composer/metadata.ts';
import { PackageFilter } from '../../../../services/mirror/composer/package-filter.ts';
import type { FetchLimits } from '../../../../services/mirror/fetch/limits.ts';
import type { SyncSettings } from '../../../../services/mirror/settings.ts';
import type { MirrorStatus } from '../../../../services/mirror/status.ts';
import { createSyncInstance } from '../../../../services/mirror/sync/instance.ts';
import { createStore } from '../../../../storage/create-store.ts';
import { ensureBucket } from '../../../../storage/s3/bucket.ts';
import type { StoreConfig } from '../../../../storage/store-config.ts';
import type { ObjectStore } from '../../../../storage/store.ts';
import { startRedisServer, type RedisServer } from '../../../support/redis-server.ts';
import { until } from '../../../support/until.ts';
import { startVersitygw, type Versitygw } from '../../../support/versitygw.ts';

/** The dists that a metadata file of the sample upstream names. */
export function namedDists(name: string, body: Uint8Array): Map<string, Dist> {
  return distsOf(name, parseMetadata(body, name), new PackageFilter([]), { isPlain: true });
}

/** A serving bucket as a test looks at it. */
export class Bucket {
  readonly config: StoreConfig;
  readonly store: ObjectStore;

  constructor(config: StoreConfig) {
    this.config = config;
    this.store = createStore(config);
  }

  async text(key: string): Promise<string | undefined> {
    const found = await this.store.get(key);
    return found === undefined || found === 'unchanged' ? undefined : Buffer.from(found.body).toString();
  }

  async status(): Promise<MirrorStatus | undefined> {
    const text = await this.text(STATUS_KEY);
    return text === undefined ? undefined : (JSON.parse(text) as MirrorStatus);
  }

  root(): Promise<string | undefined> {
    return this.text(ROOT_KEY);
  }

  metadata(name: string, kind: 'tagged' | 'dev' = 'tagged'): Promise<string | undefined> {
    return this.text(metadataKey(name, kind));
  }

  /** Everything that clients can see, with what tells one writing from the next. */
  async publicObjects(): Promise<Record<string, string>> {
    const objects: Record<string, string> = {};
    for await (const { key, etag, modified } of this.store.list('public/')) {
      objects[key] = `${etag} ${modified.toISOString()}`;
    }
    return objects;
  }

  /** Keys of dists that published metadata names, and that aren't there. */
  async danglingDists(): Promise<string[]> {
    const objects = await this.publicObjects();
    const dangling: string[] = [];
    for (const key of Object.keys(objects).filter((one) => one.startsWith('public/composer/p2/'))) {
      const body = Buffer.from((await this.text(key))!);
      const name = Object.keys((JSON.parse(body.toString()) as { packages: object }).packages)[0]!;
      const dists = namedDists(name, body);
      dangling.push(...[...dists.keys()].filter((dist) => !(dist in objects)));
    }
    return dangling;
  }

  async digest(key: string): Promise<string | undefined> {
    const found = await this.store.stream(key);
    if (!found) return undefined;
    const hash = createHash('sha256');
    for await (const chunk of found.body) hash.update(chunk);
    return hash.digest('hex');
  }

  ended(after?: string, timeout = 60_000): Promise<MirrorStatus> {
    return until(
      'the end of a run',
      async () => {
        const status = await this.status();
        return status?.run?.ended !== undefined && status.run.id !== after ? status : undefined;
      },
      { timeout, interval: 100 },
    );
  }
}

export interface MirrorParts {
  gateway: Versitygw;
  redis: RedisServer;
  bucket: (name: string) => Promise<Bucket>;
  settings: (upstream: string, buckets: Bucket[], more?: Partial<SyncSettings['composer']>) => SyncSettings;
  stop: () => Promise<void>;
}

export async function startMirrorParts(): Promise<MirrorParts> {
  const gateway = await startVersitygw();
  const redis = await startRedisServer();
  const buckets: Bucket[] = [];
  return {
    gateway,
    redis,
    bucket: async (name) => {
      const config = { ...gateway.config, bucket: name };
      await ensureBucket(config);
      const bucket = new Bucket(config);
      buckets.push(bucket);
      return bucket;
    },
    settings: (upstream, into, more) => ({
      composer: { upstream, only: [], intervalSeconds: 3600, ...more },
      filesUrl: 'http://files.example',
      publishTo: into.map(({ config }) => ({ id: `local-1/${config.bucket}`, store: config })),
      redis: { host: redis.address, port: redis.port },
      workers: 8,
    }),
    stop: async () => {
      for (const { store } of buckets) store.close();
      await redis.stop();
      await gateway.stop();
    },
  };
}

/** A sync instance in the test's own process, where its limits can be made short. */
export async function startSync(
  settings: SyncSettings,
  limits: Partial<FetchLimits> = {},
): Promise<{ stop: () => Promise<void> }> {
  const instance = await createSyncInstance(settings, 'test', pino({ level: 'silent' }), limits);
  const stop = new AbortController();
  const running = instance.run(stop.signal);
  return {
    stop: async () => {
      stop.abort();
      await running;
    },
  };
}

/** Key and digest of every dist that a catalogue generates, by the generator itself. */
export function generatedDists(config: CatalogueConfig): Map<string, string> {
  const catalogue = new Catalogue(config);
  const byPath = new Map([...catalogue.digests()].map(({ path, sha256 }) => [path, sha256]));
  const dists = new Map<string, string>();
  for (const name of catalogue.names()) {
    for (const kind of ['tagged', 'dev'] as const) {
      const body = Buffer.from(JSON.stringify(catalogue.metadata(name, kind)));
      for (const { key, url } of namedDists(name, body).values()) {
        dists.set(key, byPath.get(decodeURI(new URL(url).pathname))!);
      }
    }
  }
  return dists;
}
