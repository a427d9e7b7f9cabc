import { createHash, randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { createStore } from '../../../storage/create-store.ts';
import { METADATA_KINDS } from '../composer/layout.ts';
import { PackageFilter } from '../composer/package-filter.ts';
import { ByteBudget } from '../fetch/byte-budget.ts';
import { loadCodeHostTokens, splitCredentials } from '../fetch/credentials.ts';
import { defaultLimits, type FetchLimits } from '../fetch/limits.ts';
import { Upstream } from '../fetch/upstream.ts';
import { connectRedis } from '../queue/connection.ts';
import { Leadership } from '../queue/leadership.ts';
import { RedisScripts } from '../queue/redis-scripts.ts';
import { RedisTaskQueue } from '../queue/redis-task-queue.ts';
import type { RunHead } from '../queue/task-queue.ts';
import type { SyncSettings } from '../settings.ts';
import { Coordinator } from './coordinator.ts';
import type { Health } from './health.ts';
import type { HeldLease } from './held-leases.ts';
import { keepHouse } from './housekeeping.ts';
import { LargeShare } from './metadata-download.ts';
import { PackageSync } from './package-sync.ts';
import { preflight } from './preflight.ts';
import type { RunContext } from './run-decision.ts';
import { StatusBoard } from './status-board.ts';
import { withLost } from './outcome.ts';
import { Worker } from './worker.ts';

/** A worker that fell silent for this long is taken for dead; so is a leader. */
const LEASE_MS = 10_000;
/** Of dists in transit: with it an instance stays below 150 MB. */
const BODY_BYTES = 32 * 1024 * 1024;
/** Packages with large metadata that are in hand at the same time. */
const LARGE_PACKAGES = 2;

export interface SyncInstance extends Health {
  /** Resolves after `stop`, when everything in hand has been put back. */
  run: (stop: AbortSignal) => Promise<void>;
}

/** Puts a sync instance together from its settings. */
export async function createSyncInstance(
  { composer, filesUrl, publishTo, redis: redisConfig, workers }: SyncSettings,
  version: string,
  log: Logger,
  limits: Partial<FetchLimits> = {},
): Promise<SyncInstance> {
  const redis = await connectRedis(redisConfig, (error) =>
    log.warn({ reason: error.message }, 'Redis is away'),
  );
  const scripts = new RedisScripts(redis, 'composer');
  const queue = new RedisTaskQueue(scripts, LEASE_MS);
  const buckets = publishTo.map(({ id, store }) => ({ id, store: createStore(store) }));
  const { url, authorization } = splitCredentials(composer.upstream);
  const tokens = await loadCodeHostTokens(composer.codeHostTokensFile);
  const upstream = new Upstream({
    limits,
    userAgent: `Skerry/${version} (package mirror)`,
    upstreamUrl: url,
    authorization: new Map([
      ...tokens,
      ...(authorization === undefined ? [] : [[new URL(url).origin, authorization] as const]),
    ]),
  });
  const packageBytes = METADATA_KINDS.length * (limits.metadataBytes ?? defaultLimits.metadataBytes);
  const largeMetadata = new ByteBudget(LARGE_PACKAGES * packageBytes);
  const budget = new ByteBudget(BODY_BYTES);
  const sync = async (packageName: string, run: RunHead, { signal, fence }: HeldLease) => {
    const { metadataUrl, only, buckets: ids = [] } = JSON.parse(run.context) as RunContext;
    const filter = new PackageFilter(only);
    const runStarted = new Date(run.started);
    const context = {
      upstream,
      metadataUrl,
      filter,
      buckets,
      budget,
      memory: new LargeShare(largeMetadata, packageBytes),
      runStarted,
      signal,
      fence,
    };
    const unknown = ids.filter((id) => !buckets.some((bucket) => bucket.id === id));
    return withLost(unknown, await new PackageSync(packageName, context).run());
  };
  const worker = new Worker({ queue, leaseMs: LEASE_MS, slots: workers, sync, log });
  const coordinator = new Coordinator({
    // Another one at every start: a process must not take over the lead of its own predecessor unawares.
    leadership: new Leadership(scripts, randomUUID(), LEASE_MS),
    leaseMs: LEASE_MS,
    queue,
    buckets,
    board: new StatusBoard(buckets, log),
    preflight: (signal) =>
      preflight(upstream, { url, filter: new PackageFilter(composer.only), filesUrl }, signal),
    upstream: url.replace(/[?#].*$/s, ''),
    only: composer.only,
    settings: fingerprint([url, composer.only, filesUrl, publishTo.map(({ id }) => id)]),
    intervalSeconds: composer.intervalSeconds,
    log,
  });
  return {
    problem: () => (redis.status === 'ready' ? undefined : `Redis is ${redis.status}`),
    finished: () => worker.finished,
    run: async (stop) => {
      await Promise.all([worker.run(stop), coordinator.run(stop), keepHouse(buckets, log, stop)]);
      redis.disconnect();
      await upstream.close();
      for (const { store } of buckets) store.close();
    },
  };
}

function fingerprint(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);
}
