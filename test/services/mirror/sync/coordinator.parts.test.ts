import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ROOT_KEY, STATUS_KEY } from '../../../../services/mirror/composer/layout.ts';
import { Leadership } from '../../../../services/mirror/queue/leadership.ts';
import type { MirrorStatus } from '../../../../services/mirror/status.ts';
import { Bell } from '../../../../services/mirror/sync/bell.ts';
import { Coordinator } from '../../../../services/mirror/sync/coordinator.ts';
import { StatusBoard } from '../../../../services/mirror/sync/status-board.ts';
import { FaultyStore, type FaultPlan } from '../../../support/faulty-store.ts';
import { ensureBucket } from '../../../../storage/s3/bucket.ts';
import { until } from '../../../support/until.ts';
import { startVersitygw, type Versitygw } from '../../../support/versitygw.ts';
import { startQueue, type QueueFixture } from '../queue/queue-fixture.ts';
import { Bucket } from './mirror-fixture.ts';

const LEASE_MS = 4000;
const INTERVAL = 3600;
const log = pino({ level: 'silent' });

let gateway: Versitygw;
let fixture: QueueFixture;
let buckets: Bucket[];
let count = 0;
const cleanups: (() => Promise<void>)[] = [];

beforeAll(async () => {
  gateway = await startVersitygw();
  fixture = await startQueue(LEASE_MS);
});
afterAll(async () => {
  await fixture.stop();
  await gateway.stop();
});
beforeEach(async () => {
  await fixture.redis.flushall();
  buckets = [];
  for (let made = 0; made < 2; made++) {
    const config = { ...gateway.config, bucket: `closing-${(count += 1)}` };
    await ensureBucket(config);
    buckets.push(new Bucket(config));
  }
});
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
  for (const { store } of buckets) store.close();
});

/** A leader whose runs have one package, and whose second bucket's store has these faults. */
function lead(plan: FaultPlan, settings = 's'): void {
  const stop = new AbortController();
  const serving = buckets.map(({ config, store }, index) => ({
    id: config.bucket,
    store: index === 1 ? new FaultyStore(store, plan) : store,
  }));
  const leadership = new Leadership(fixture.scripts, `leader-${count}`, LEASE_MS);
  const leader = new Coordinator({
    leadership,
    leaseMs: LEASE_MS,
    queue: fixture.queue,
    buckets: serving,
    board: new StatusBoard({
      buckets: serving,
      leadership,
      upstream: 'http://u',
      selection: '',
      settings,
      log,
    }),
    preflight: () =>
      Promise.resolve({ metadataUrl: 'http://u/%package%', packages: ['v/p'], root: Buffer.from('{"r":1}') }),
    only: [],
    settings,
    intervalSeconds: INTERVAL,
    begun: new Bell(),
    drained: new Bell(),
    log,
  });
  const running = leader.run(stop.signal);
  cleanups.push(async () => {
    stop.abort();
    await running;
  });
}

/** As a worker would. */
async function finishRun(counters: Record<string, number> = {}): Promise<string> {
  const { run, lease } = await until('a lease', async () => {
    const { run, leases } = await fixture.queue.lease(1);
    return run && leases[0] ? { run, lease: leases[0] } : undefined;
  });
  await fixture.queue.complete(lease, { outcome: 'done', counters, failures: [] });
  return run.id;
}

const ended = (bucket: Bucket, after?: string): Promise<MirrorStatus> =>
  until('the end', async () => {
    const status = await bucket.status();
    return status?.run?.ended === undefined || status.run.id === after ? undefined : status;
  });

describe('the closing step of a run', () => {
  it('is tried again where the store blinks, and costs no interval; the other bucket does not wait', async () => {
    let faults = 0;
    lead(({ operation, key }) =>
      operation === 'put' && key === ROOT_KEY && ++faults <= 3 ? { kind: 'error-before' } : undefined,
    );
    const run = await finishRun();
    const first = await ended(buckets[0]!);
    const second = await ended(buckets[1]!);
    expect(faults).toBe(4);
    expect(await buckets[1]!.root()).toBe('{"r":1}');
    for (const status of [first, second]) {
      expect(status).toMatchObject({ state: 'idle', run: { id: run } });
      expect(status.complete).toBe(status.run!.ended);
      expect(status.reason).toBeUndefined();
    }
    expect(Date.parse(second.run!.ended!) - Date.parse(first.run!.ended!)).toBeGreaterThan(1000);
  });

  it('says meanwhile what it waits for', async () => {
    let isAway = true;
    lead(({ operation, key }) =>
      isAway && operation === 'put' && key === ROOT_KEY ? { kind: 'error-after' } : undefined,
    );
    await finishRun();
    const waiting = await until('the reason', async () => {
      const status = await buckets[1]!.status();
      return status?.reason === undefined ? undefined : status;
    });
    expect(waiting).toMatchObject({ state: 'syncing', reason: expect.stringContaining('root') as string });
    expect(waiting.complete).toBeUndefined();
    isAway = false;
    expect((await ended(buckets[1]!)).complete).toBeDefined();
  });

  it('is done by the next leader where the first one dies in it', async () => {
    lead(({ operation, key }) =>
      operation === 'put' && key === ROOT_KEY ? { kind: 'crash-before' } : undefined,
    );
    await until('the run is known', async () => (await buckets[1]!.status())?.run);
    const run = await finishRun();
    await ended(buckets[0]!);
    await cleanups.pop()!();
    expect(await buckets[1]!.root()).toBeUndefined();
    lead(() => undefined);
    expect((await ended(buckets[1]!)).run!.id).toBe(run);
    expect(await buckets[1]!.root()).toBe('{"r":1}');
  });
});

it('tells that what is complete is of other settings, until a run under the present ones is', async () => {
  lead(() => undefined);
  await finishRun();
  const { complete, run } = await ended(buckets[0]!);
  await cleanups.pop()!();
  lead(() => undefined, 'changed');
  await until('the change is told', async () => (await buckets[0]!.status())?.outdated);
  expect(await buckets[0]!.status()).toMatchObject({ complete });
  await finishRun({ [`lost:${buckets[0]!.config.bucket}`]: 1 });
  const failed = await ended(buckets[0]!, run!.id);
  expect(failed).toMatchObject({ complete, settings: 'changed', outdated: true });
  const other = await ended(buckets[1]!, run!.id);
  expect(other.complete).toBe(other.run!.ended);
  expect(other.outdated).toBeUndefined();
});

it('a leader that can not read a bucket at first leaves its status as it is, and begins nothing', async () => {
  lead(() => undefined);
  const run = await finishRun();
  const { complete } = await ended(buckets[1]!);
  await cleanups.pop()!();
  const began = new Date().toISOString();
  let isAway = true;
  let reads = 0;
  lead(({ operation, key }) => {
    if (operation !== 'get' || key !== STATUS_KEY) return undefined;
    if (isAway) return { kind: 'error-before' };
    reads += 1;
    return undefined;
  });
  const written = async (bucket: Bucket) => (await bucket.status())!.written;
  await until('the first bucket is told', async () => (await written(buckets[0]!)) > began);
  expect((await written(buckets[1]!)) < began).toBe(true);
  isAway = false;
  await until('the second one is read', () => reads > 0);
  expect(await buckets[1]!.status()).toMatchObject({ complete, run: { id: run } });
  expect((await fixture.queue.run())!.id).toBe(run);
});

it('an older root that a paused leader wrote over the newer one does not stay', async () => {
  lead(() => undefined);
  await finishRun();
  await ended(buckets[0]!);
  await buckets[0]!.store.put(ROOT_KEY, Buffer.from('{"r":0}'), { metadata: { sha256: 'older' } });
  await until('the root again', async () => (await buckets[0]!.root()) === '{"r":1}', { timeout: 40_000 });
  expect(await buckets[0]!.text(STATUS_KEY)).toContain('"idle"');
});
