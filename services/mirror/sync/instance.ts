import { createHash, randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { createStore } from '../../../storage/create-store.ts';
import type { OpenExchange } from '../../../storage/s3/exchange.ts';
import { UndiciExchange } from '../../../storage/s3/undici-exchange.ts';
import type { Sample } from '../../metrics/reported.ts';
import { PackageFilter } from '../composer/package-filter.ts';
import { loadCodeHostTokens, splitCredentials } from '../fetch/credentials.ts';
import type { FetchLimits } from '../fetch/limits.ts';
import { Upstream } from '../fetch/upstream.ts';
import { connectRedis } from '../queue/connection.ts';
import { Leadership } from '../queue/leadership.ts';
import { RedisScripts } from '../queue/redis-scripts.ts';
import { RedisTaskQueue } from '../queue/redis-task-queue.ts';
import { selectionOf } from '../selection.ts';
import type { SyncSettings } from '../settings.ts';
import { Bell } from './bell.ts';
import { Coordinator } from './coordinator.ts';
import type { Health } from './health.ts';
import { keepHouse } from './housekeeping.ts';
import { PackageSyncs } from './package-syncs.ts';
import { loadOf, metricsOf } from './metrics.ts';
import { preflight } from './preflight.ts';
import { StatusBoard } from './status-board.ts';
import { Worker } from './worker.ts';

/** A worker that fell silent for this long is taken for dead; so is a leader. */
const LEASE_MS = 10_000;
/** Thousands of small objects a minute: what a request takes of the processor counts. */
const overUndici: OpenExchange = (...args) => new UndiciExchange(...args);

export interface SyncInstance extends Health {
  /** What this instance tells of the mirror; the leader of each bucket, too. */
  metrics: (instance: string) => Promise<Sample[]>;
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
  const buckets = publishTo.map(({ id, store }) => ({ id, store: createStore(store, { open: overUndici }) }));
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
  const packages = new PackageSyncs({ upstream, buckets, limits, log });
  const sync = packages.sync.bind(packages);
  const bells = { begun: new Bell(), drained: new Bell() };
  const worker = new Worker({ queue, leaseMs: LEASE_MS, slots: workers, sync, ...bells, log });
  // Another one at every start: a process must not take over the lead of its own predecessor unawares.
  const leadership = new Leadership(scripts, randomUUID(), LEASE_MS);
  const settings = fingerprint([url, composer.only, filesUrl, publishTo.map(({ id }) => id)]);
  const shown = url.replace(/[?#].*$/s, '');
  const board = new StatusBoard({
    buckets,
    leadership,
    upstream: shown,
    selection: selectionOf(composer.only),
    settings,
    log,
  });
  const coordinator = new Coordinator({
    leadership,
    leaseMs: LEASE_MS,
    queue,
    buckets,
    board,
    preflight: (signal) =>
      preflight(upstream, { url, filter: new PackageFilter(composer.only), filesUrl }, signal),
    only: composer.only,
    settings,
    intervalSeconds: composer.intervalSeconds,
    ...bells,
    log,
  });
  return {
    problem: () => (redis.status === 'ready' ? undefined : `Redis is ${redis.status}`),
    finished: () => worker.finished,
    metrics: async (instance) => {
      const load = await loadOf(scripts, instance);
      const known = leadership.isHeld
        ? buckets.map((bucket) => {
            const { complete, begun } = board.statusOf(bucket) ?? {};
            return { id: bucket.id, since: complete ?? begun };
          })
        : [];
      return metricsOf(load, known, new Date());
    },
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
