import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { metadataKey, ROOT_KEY } from '../../../../services/mirror/composer/layout.ts';
import { Upstream } from '../../../../services/mirror/fetch/upstream.ts';
import { freshBuckets } from '../../../../services/mirror/sync/fresh-buckets.ts';
import type { HeldLease } from '../../../../services/mirror/sync/held-leases.ts';
import { PackageSyncs } from '../../../../services/mirror/sync/package-syncs.ts';
import { FaultyStore, type FaultPlan } from '../../../support/faulty-store.ts';
import { startSampleUpstream, type SampleUpstream } from '../../../support/sample-upstream.ts';
import { startMirrorParts, type Bucket, type MirrorParts } from './mirror-fixture.ts';

const never = new AbortController().signal;
let parts: MirrorParts;
let sample: SampleUpstream;
let upstream: Upstream;

beforeAll(async () => {
  [parts, sample] = await Promise.all([startMirrorParts(), startSampleUpstream(5)]);
  upstream = new Upstream({ userAgent: 'test', upstreamUrl: sample.url });
});
afterAll(async () => {
  await upstream.close();
  await Promise.all([parts.stop(), sample.stop()]);
});

function watched(id: string, bucket: Bucket, plan: FaultPlan = () => undefined) {
  return { id, store: new FaultyStore(bucket.store, plan) };
}

it('are those that hold nothing for clients, as far as they say', async () => {
  const [empty, used, own] = await Promise.all(['empty', 'used', 'own'].map(parts.bucket));
  await used!.store.put(ROOT_KEY, Buffer.from('{}'));
  await own!.store.put('internal/composer/=status.json', Buffer.from('{}'));
  const away = watched('away', empty!, () => ({ kind: 'error-before' }));
  const all = [watched('empty', empty!), watched('used', used!), away, watched('own', own!)];
  expect(await freshBuckets(all, never)).toEqual(['empty', 'own']);
});

it('are not asked for what a first attempt brings; a later one asks, and fetches nothing again', async () => {
  const bucket = await parts.bucket('filled');
  const name = sample.catalogue.names()[0]!;
  const run = async (attempt: number) => {
    const store = watched('filled', bucket);
    const syncs = new PackageSyncs({
      upstream,
      buckets: [store],
      limits: {},
      log: pino({ level: 'silent' }),
    });
    const held: HeldLease = {
      lease: { task: name, token: attempt, attempt },
      signal: never,
      fence: { before: () => undefined, after: () => undefined },
    };
    const metadataUrl = `${sample.url}/p2/%package%.json`;
    const context = JSON.stringify({ settings: '', metadataUrl, only: [], fresh: ['filled'] });
    const started = new Date(Date.now() + 60_000).toISOString();
    const { counters } = await syncs.sync(name, { id: 'run', started, context }, held);
    return { counters, operations: new Set(store.store.calls.map(({ operation }) => operation)) };
  };

  const first = await run(1);
  expect(first.operations).toEqual(new Set(['put']));
  expect(first.counters.fetched).toBeGreaterThan(0);
  expect(await bucket.text(metadataKey(name, 'tagged'))).toContain(name);

  const second = await run(2);
  expect(second.operations).toContain('head');
  expect(second.operations).not.toContain('put');
  expect(second.counters.present).toBe(first.counters.fetched);
});
