import { createHash } from 'node:crypto';
import { createConnection } from 'node:net';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { metadataKey } from '../../../../services/mirror/composer/layout.ts';
import { Upstream } from '../../../../services/mirror/fetch/upstream.ts';
import type { SyncFailure } from '../../../../services/mirror/status.ts';
import type { RunHead, TaskQueue } from '../../../../services/mirror/queue/task-queue.ts';
import type { ServingBucket } from '../../../../services/mirror/sync/bucket.ts';
import { HeldLeases, StaleWrite, type HeldLease } from '../../../../services/mirror/sync/held-leases.ts';
import { PackageSyncs } from '../../../../services/mirror/sync/package-syncs.ts';
import { zip } from '../../../../services/sample-upstream/zip.ts';
import { StoreError } from '../../../../storage/errors.ts';
import type { ObjectStore } from '../../../../storage/store.ts';
import { startFaultProxy, type Fault, type FaultProxy } from '../../../support/fault-proxy.ts';
import { startSampleUpstream, type SampleUpstream } from '../../../support/sample-upstream.ts';
import { startSyncProcess } from '../../../support/sync-process.ts';
import { until } from '../../../support/until.ts';
import { startVersitygw } from '../../../support/versitygw.ts';
import {
  Bucket,
  generatedDists,
  namedDists,
  startMirrorParts,
  startSync,
  type MirrorParts,
} from './mirror-fixture.ts';

const SEED = 1;
let parts: MirrorParts;
let upstream: SampleUpstream;
let proxy: FaultProxy;
let bucket: Bucket;
let buckets = 0;
const cleanups: (() => Promise<void>)[] = [];

beforeAll(async () => {
  parts = await startMirrorParts();
  upstream = await startSampleUpstream(30, SEED);
});
afterAll(async () => {
  await upstream.stop();
  await parts.stop();
});
beforeEach(async () => {
  await redisCommand('FLUSHALL');
  proxy = await startFaultProxy(upstream.url);
  buckets += 1;
  bucket = await parts.bucket(`mirror-${buckets}`);
});
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  await proxy.stop();
});

async function redisCommand(command: string): Promise<void> {
  const socket = createConnection(parts.redis.port, parts.redis.address);
  socket.write(`${command}\r\n`);
  await once(socket, 'data');
  socket.destroy();
}

async function sync(...options: Parameters<typeof startSync>): Promise<void> {
  const { stop } = await startSync(...options);
  cleanups.push(stop);
}

async function process(...options: Parameters<typeof startSyncProcess>) {
  const started = await startSyncProcess(...options);
  cleanups.push(() => started.stop());
  return started;
}

/** Path of a package's newest dist at the upstream. */
async function newestDist(name: string): Promise<string> {
  const answer = await fetch(`${upstream.url}/p2/${name}.json`);
  const { packages } = (await answer.json()) as { packages: Record<string, { dist: { url: string } }[]> };
  return new URL(packages[name]![0]!.dist.url).pathname;
}

/** Its key in the mirror. */
async function newestKey(name: string): Promise<string> {
  const body = Buffer.from((await bucket.metadata(name))!);
  return [...namedDists(name, body).keys()][0]!;
}

/**
 * The upstream's metadata with another dist for its newest version, perhaps a further version before that one, and
 * something that nobody reads.
 */
async function newer(
  name: string,
  change: (dist: { url: string }) => object,
  version?: object,
  extra?: string,
): Promise<Buffer> {
  const answer = await fetch(`${proxy.url}/p2/${name}.json`);
  const metadata = (await answer.json()) as { packages: Record<string, { dist: { url: string } }[]> };
  const [head, ...rest] = metadata.packages[name]!;
  const changed = { ...head!, dist: change(head!.dist) };
  const further = version && { ...head!, dist: { ...head!.dist, url: `${proxy.url}/new.zip` }, ...version };
  const versions = [...(further ? [further] : []), { ...head!, ...changed }, ...rest];
  return Buffer.from(JSON.stringify({ ...metadata, packages: { [name]: versions }, extra }));
}

/** What an instance does with packages, without a queue. */
function packageSyncs(into: ServingBucket[]): PackageSyncs {
  const own = new Upstream({ userAgent: 'test', upstreamUrl: upstream.url });
  cleanups.push(() => own.close());
  return new PackageSyncs({ upstream: own, buckets: into, limits: {}, log: pino({ level: 'silent' }) });
}

function runHead(): RunHead {
  const metadataUrl = `${upstream.url}/p2/%package%.json`;
  const context = JSON.stringify({ settings: '', metadataUrl, only: [] });
  return { id: 'run', started: new Date().toISOString(), context };
}

const short = (failures: readonly SyncFailure[]) =>
  Object.fromEntries(
    failures.map(({ package: name, kind, httpStatus }) => [name, [kind, httpStatus ?? 0].join(' ')]),
  );

describe('a full sync', () => {
  it('brings every dist, byte for byte, then the metadata, and the root last', async () => {
    await sync(parts.settings(upstream.url, [bucket]));
    const names = upstream.catalogue.names();
    await until('the root', async () => {
      const seen = await bucket.publicObjects();
      if (!(await bucket.root())) return false;
      // Looked at before the root was: nothing that it leads to was lacking.
      expect(Object.keys(seen)).toEqual(
        expect.arrayContaining(names.map((name) => metadataKey(name, 'tagged'))),
      );
      return true;
    });
    const status = await bucket.ended();
    const expected = generatedDists({ seed: SEED, packages: 30, baseUrl: upstream.url });
    expect(expected.size).toBeGreaterThan(100);
    for (const [key, digest] of expected) expect(await bucket.digest(key), key).toBe(digest);
    for (const name of names) {
      expect(await bucket.metadata(name)).toBe(JSON.stringify(upstream.catalogue.metadata(name, 'tagged')));
      expect(await bucket.metadata(name, 'dev')).toBe(
        JSON.stringify(upstream.catalogue.metadata(name, 'dev')),
      );
    }
    expect(JSON.parse((await bucket.root())!)).toMatchObject({
      'metadata-url': 'http://files.example/composer/p2/%package%.json',
      mirrors: [{ preferred: true }],
    });
    expect(status).toMatchObject({ state: 'idle', failures: 0, upstream: upstream.url });
    expect(status.complete).toBe(status.run!.ended);
    expect(status.run!.packages).toEqual({ total: 30, done: 30, failed: 0 });
    expect(status.run!.dists).toMatchObject({ fetched: expected.size, present: 0, failed: 0 });
  });

  it('writes nothing and fetches no dist the second time, and asks conditionally', async () => {
    await sync(parts.settings(proxy.url, [bucket], { intervalSeconds: 1 }));
    const first = await bucket.ended();
    const before = await bucket.publicObjects();
    const seen = proxy.requests.length;
    // The third run is the second one that began after the first had ended.
    const second = await bucket.ended(first.run!.id);
    await bucket.ended(second.run!.id);
    expect(await bucket.publicObjects()).toEqual(before);
    const later = proxy.requests.slice(seen).filter(({ path }) => !path.startsWith('/packages'));
    expect(later.length).toBeGreaterThanOrEqual(60);
    expect(new Set(later.map(({ status }) => status))).toEqual(new Set([304]));
    expect(second.run!.dists).toEqual({
      ...first.run!.dists,
      fetched: 0,
      bytes: 0,
      present: first.run!.dists.fetched,
    });
  });

  it('takes the packages and versions that only: names, and tells clients which they are', async () => {
    const only = ['acme/*', 'sample/http:dev-*'];
    await sync(parts.settings(proxy.url, [bucket], { only }));
    await bucket.ended();
    expect((JSON.parse((await bucket.root())!) as Record<string, unknown>)['available-packages']).toEqual([
      'acme/calendar',
      'acme/prefixed',
      'acme/svn-era',
      'acme/unversioned',
      'sample/http',
    ]);
    const dists = Object.keys(await bucket.publicObjects()).filter((key) => key.includes('/dists/sample/'));
    expect(dists).toHaveLength(2);
    expect(await bucket.metadata('sample/http')).toContain('"version_normalized":"1.');
    expect(await bucket.metadata('sample/orm')).toBeUndefined();
  });
});

describe('an upstream with faults', () => {
  it('has each of them recorded, nothing bad published, and everything else; the next run repairs it', async () => {
    const faults: Record<string, Fault> = {
      'sample/http': { status: 404 },
      'sample/log': { status: 500 },
      'sample/cache': { html: true },
      'sample/orm': { truncated: true },
      'sample/queue': { cut: true },
      'sample/forms': { stall: true },
      'sample/finder': { hang: true },
    };
    for (const [name, fault] of Object.entries(faults)) proxy.faults.set(await newestDist(name), fault);
    proxy.faults.set('/p2/sample/clock.json', { html: true });
    proxy.faults.set('/p2/sample/config.json', { status: 503 });
    proxy.faults.set('/p2/sample/events.json', { body: Buffer.from('{"packages":{"evil/one":[]}}') });
    const limits = { headersMs: 300, idleMs: 300 };
    await sync(parts.settings(proxy.url, [bucket], { intervalSeconds: 3 }), limits);

    const status = await bucket.ended();
    const { recentFailures, failures, run, complete } = status;
    expect(short(recentFailures)).toEqual({
      'sample/http': 'status 404',
      'sample/log': 'status 500',
      'sample/cache': 'bad-zip 0',
      'sample/orm': 'bad-zip 0',
      'sample/queue': 'network 0',
      'sample/forms': 'timeout 0',
      'sample/finder': 'timeout 0',
      'sample/clock': 'not-json 0',
      'sample/config': 'status 503',
      'sample/events': 'bad-metadata 0',
    });
    expect(failures).toBe(10);
    expect(run!.packages).toEqual({ total: 30, done: 21, failed: 9 });
    const orm = recentFailures.find((failure) => failure.package === 'sample/orm')!;
    expect(orm).toMatchObject({ attempts: 4, url: proxy.url + (await newestDist('sample/orm')) });
    expect(orm.message).toMatch(/cut short/);

    // What has a dist that was refused is held back; what has one that upstream hasn't got is not.
    for (const name of [
      'sample/log',
      'sample/cache',
      'sample/orm',
      'sample/forms',
      'sample/clock',
      'sample/events',
    ]) {
      expect(await bucket.metadata(name), name).toBeUndefined();
    }
    expect(await bucket.metadata('sample/http')).toBeDefined();
    expect(await bucket.metadata('sample/clock', 'dev')).toBeDefined();
    expect(complete).toBeDefined();
    const missing = await bucket.danglingDists();
    expect(missing).toHaveLength(1);
    expect(missing[0]).toContain('/sample/http/');

    proxy.faults.clear();
    const repaired = await bucket.ended(run!.id);
    expect(repaired).toMatchObject({ failures: 0, recentFailures: [] });
    expect(repaired.run!.packages).toEqual({ total: 30, done: 30, failed: 0 });
    expect(await bucket.danglingDists()).toEqual([]);
    for (const [key, digest] of generatedDists({ seed: SEED, packages: 30, baseUrl: proxy.url })) {
      expect(await bucket.digest(key), key).toBe(digest);
    }
  });

  it('has an archive fetched again that it built again under the same reference', async () => {
    // Every fifth package of the sample tells checksums.
    const name = upstream.catalogue.names()[5]!;
    await sync(parts.settings(proxy.url, [bucket], { intervalSeconds: 1, only: [name, 'sample/log'] }));
    await bucket.ended();
    expect((await bucket.store.head(await newestKey('sample/log')))!.cacheControl).toContain('immutable');
    const [key, path] = [await newestKey(name), await newestDist(name)];
    const before = await bucket.store.head(key);
    expect(before!.cacheControl).not.toContain('immutable');
    const rebuilt = zip([{ path: 'rebuilt', data: Buffer.from('again') }], { modified: new Date(0) });
    const sha1 = createHash('sha1').update(rebuilt).digest('hex');
    expect(before!.metadata!['sha1']).not.toBe(sha1);
    const metadata = await newer(name, (dist) => ({ ...dist, shasum: sha1 }));
    proxy.faults.set(path, { body: rebuilt });
    proxy.faults.set(`/p2/${name}.json`, { body: metadata });
    await until('the new metadata', async () => (await bucket.metadata(name)) === String(metadata));
    expect((await bucket.store.head(key))!.metadata!['sha1']).toBe(sha1);
    expect(await bucket.digest(key)).toBe(createHash('sha256').update(rebuilt).digest('hex'));
  });

  it('keeps the metadata that is there, and the archive that fits it, while a new version can not be had', async () => {
    await sync(parts.settings(proxy.url, [bucket], { intervalSeconds: 1, only: ['sample/log'] }));
    const first = await bucket.ended();
    const before = await bucket.publicObjects();
    const version = { version: '9.0.0', version_normalized: '9.0.0.0' };
    const body = await newer('sample/log', (dist) => ({ ...dist, shasum: 'a'.repeat(40) }), version);
    proxy.faults.set('/new.zip', { html: true });
    proxy.faults.set('/p2/sample/log.json', { body });
    const second = await until('the failure', async () => {
      const status = await bucket.status();
      return status?.run?.ended && status.failures > 0 ? status : undefined;
    });
    expect(second.run!.id).not.toBe(first.run!.id);
    expect(short(second.recentFailures)).toEqual({ 'sample/log': 'bad-zip 0' });
    expect(await bucket.publicObjects()).toEqual(before);
    expect(await bucket.root()).toBeDefined();
  });

  it('keeps what it has where archives that it should replace are gone, and replaces none by half', async () => {
    await sync(parts.settings(proxy.url, [bucket], { intervalSeconds: 1, only: ['sample/log'] }));
    const first = await bucket.ended();
    const before = await bucket.publicObjects();
    const text = (await bucket.metadata('sample/log'))!;
    const dists = [...namedDists('sample/log', Buffer.from(text)).values()];
    const answer = await fetch(`${proxy.url}/p2/sample/log.json`);
    const metadata = (await answer.json()) as { packages: Record<string, { dist: object }[]> };
    const rebuilt = metadata.packages['sample/log']!.map((entry) =>
      'dist' in entry ? { ...entry, dist: { ...entry.dist, shasum: 'a'.repeat(40) } } : entry,
    );
    const body = Buffer.from(JSON.stringify({ ...metadata, packages: { 'sample/log': rebuilt } }));
    // As many as are asked for at the same time; the one after them is never begun.
    for (const { url } of dists.slice(0, 4)) proxy.faults.set(new URL(url).pathname, { status: 404 });
    const seen = proxy.requests.length;
    proxy.faults.set('/p2/sample/log.json', { body });
    const failed = await until('the failure', async () => {
      const status = await bucket.status();
      return status?.run?.id !== first.run!.id && status!.failures > 0 ? status : undefined;
    });
    expect(failed.recentFailures).toMatchObject(Array(4).fill({ kind: 'status', httpStatus: 404 }));
    expect(await bucket.publicObjects()).toEqual(before);
    const asked = proxy.requests.slice(seen).map(({ path }) => path);
    for (const { url } of dists.slice(4)) expect(asked).not.toContain(new URL(url).pathname);
    expect(dists.length).toBeGreaterThan(4);
  });

  it('may call its files what it likes: the bucket takes them, and asks by the name that they have now', async () => {
    const body = await newer('sample/log', (dist) => dist);
    const etag = (value: string) => ({ body, headers: { etag: value, 'last-modified': 'x'.repeat(5000) } });
    proxy.faults.set('/p2/sample/log.json', etag(`"${'y'.repeat(5000)}"`));
    await sync(parts.settings(proxy.url, [bucket], { intervalSeconds: 1, only: ['sample/log'] }));
    const first = await bucket.ended();
    expect(first).toMatchObject({ failures: 0 });
    expect(first.complete).toBeDefined();
    const asked = () =>
      proxy.requests.filter(({ path }) => path === '/p2/sample/log.json').at(-1)?.headers['if-none-match'];
    expect(asked()).toBeUndefined();
    // The same bytes under another name: without it, every run to come would fetch them.
    for (const name of ['"one"', '"two"']) {
      proxy.faults.set('/p2/sample/log.json', etag(name));
      await until(`asked for ${name}`, () => asked() === name);
    }
  });

  it('may have metadata too large for all workers to hold at once', { timeout: 60_000 }, async () => {
    const only = ['sample/log', 'sample/http', 'sample/orm', 'sample/queue'];
    for (const name of only) {
      const body = await newer(name, (dist) => dist, undefined, 'x'.repeat(1_500_000));
      proxy.faults.set(`/p2/${name}.json`, { body });
    }
    await sync(parts.settings(proxy.url, [bucket], { only }));
    const status = await bucket.ended();
    expect(status.run!.packages).toEqual({ total: 4, done: 4, failed: 0 });
    for (const name of only) expect((await bucket.metadata(name))!.length).toBeGreaterThan(1_500_000);
  });

  it('can not lead the mirror into its own network, and its other packages are not held up', async () => {
    const metadata = await newer('sample/log', (dist) => dist, {
      dist: { type: 'zip', url: 'http://169.254.169.254/latest/?x=y', reference: 'abc', shasum: '' },
    });
    proxy.faults.set('/p2/sample/log.json', { body: metadata });
    await sync(parts.settings(proxy.url, [bucket], { only: ['sample/log', 'sample/http'] }));
    const { recentFailures, run } = await bucket.ended();
    expect(run!.packages).toEqual({ total: 2, done: 2, failed: 0 });
    expect(recentFailures).toMatchObject([
      { kind: 'refused-address', url: 'http://169.254.169.254/latest/', attempts: 1 },
    ]);
  });

  it.each<[string, Record<string, Fault>, RegExp, string[]?]>([
    [
      'answers HTML',
      { '/packages.json': { html: true } },
      /packages\.json is not a Composer v2 repository: .*HTML/,
    ],
    ['answers 404', { '/packages.json': { status: 404 } }, /can't be read: answered 404/],
    ['breaks off', { '/packages.json': { cut: true } }, /packages\.json can't be read: /],
    ['gives no answer', { '/packages/list.json': { hang: true } }, /list\.json can't be read: /],
    [
      'speaks version 1 only',
      { '/packages.json': { body: Buffer.from('{"packages":[],"provider-includes":{}}') } },
      /version 1 of the protocol only/,
    ],
    [
      'lists no packages',
      { '/packages/list.json': { body: Buffer.from('{"packageNames":[]}') } },
      /no packages/,
      [],
    ],
  ])('is refused when it %s, and taken once it is well', async (_, faults, reason, only = ['sample/l*']) => {
    for (const [path, fault] of Object.entries(faults)) proxy.faults.set(path, fault);
    await sync(parts.settings(proxy.url, [bucket], { intervalSeconds: 1, only }), { headersMs: 1000 });
    const refused = await until('the refusal', async () => {
      const status = await bucket.status();
      return status?.state === 'refused' ? status : undefined;
    });
    expect(refused.reason).toMatch(reason);
    expect(await bucket.publicObjects()).toEqual({});
    proxy.faults.clear();
    const status = await bucket.ended();
    expect(status).toMatchObject({ state: 'idle', failures: 0 });
    expect(status.reason).toBeUndefined();
  });
});

describe('several instances', () => {
  it('share the work, and one that is killed in the middle loses nothing', { timeout: 120_000 }, async () => {
    const many = await startSampleUpstream(200, SEED);
    cleanups.push(() => many.stop());
    const settings = { ...parts.settings(many.url, [bucket]), workers: 2 };
    const processes = [await process(settings), await process(settings), await process(settings)];
    await until('work under way', async () => ((await bucket.status())?.run?.packages.done ?? 0) > 15);
    // The leader was the first to come.
    await processes[0]!.kill('SIGKILL');
    const status = await bucket.ended(undefined, 90_000);
    expect(status.run!.packages).toEqual({ total: 200, done: 200, failed: 0 });
    const expected = generatedDists({ seed: SEED, packages: 200, baseUrl: many.url });
    const { fetched, present } = status.run!.dists;
    expect(fetched + present).toBe(expected.size);
    expect(await bucket.danglingDists()).toEqual([]);
    for (const { url } of processes.slice(1)) {
      const { finished } = (await (await fetch(`${url}/healthz`)).json()) as { finished: number };
      expect(finished).toBeGreaterThan(20);
    }
  });

  it('carry on with a Redis that comes back empty', { timeout: 120_000 }, async () => {
    const many = await startSampleUpstream(100, SEED);
    cleanups.push(() => many.stop());
    await sync(parts.settings(many.url, [bucket]));
    await until('work under way', async () => ((await bucket.status())?.run?.packages.done ?? 0) > 10);
    await parts.redis.kill();
    await parts.redis.start();
    await redisCommand('FLUSHALL');
    const status = await bucket.ended();
    expect(status.run!.packages).toEqual({ total: 100, done: 100, failed: 0 });
    expect(await bucket.danglingDists()).toEqual([]);
  });
});

describe('several buckets', () => {
  it(
    'are gated each by itself: one that is away holds up none of the others',
    { timeout: 120_000 },
    async () => {
      const away = await startVersitygw();
      cleanups.push(() => away.stop());
      const other = new Bucket(away.config);
      await away.kill();
      const settings = parts.settings(upstream.url, [bucket, other], {
        intervalSeconds: 2,
        only: ['acme/calendar', 'sample/http'],
      });
      await sync(settings);
      const status = await bucket.ended();
      expect(status.complete).toBeDefined();
      expect(await bucket.root()).toBeDefined();
      expect(status.recentFailures.map(({ kind }) => kind)).toContain('store');
      await away.start();
      const back = await until(
        'the other bucket',
        async () => ((await other.status())?.complete ? other : undefined),
        {
          timeout: 60_000,
        },
      );
      expect(Object.keys(await back.publicObjects())).toEqual(Object.keys(await bucket.publicObjects()));
    },
  );

  it('are done in their time though one of them takes requests and says nothing', async () => {
    const answerMs = 500;
    let asked = 0;
    const silence = async () => {
      asked += 1;
      await delay(answerMs);
      throw new StoreError('any', 'key', 'no answer came');
    };
    const silent = { head: silence, put: silence, list: () => ({ [Symbol.asyncIterator]: silence }) };
    const syncs = packageSyncs([
      { id: 'here', store: bucket.store },
      { id: 'silent', store: silent as unknown as ObjectStore },
    ]);
    const held = (task: string): HeldLease => ({
      lease: { task, token: 1, attempt: 1 },
      signal: new AbortController().signal,
      fence: { before: () => undefined, after: () => undefined },
    });
    const names = upstream.catalogue.names().slice(0, 12);
    for (const name of names) {
      const outcome = await syncs.sync(name, runHead(), held(name));
      expect(outcome.counters).toMatchObject({ 'lost:silent': 1 });
      expect(await bucket.metadata(name)).toBeDefined();
    }
    // Both files of one package, and of those that look whether it is back: after 1 s, 2 s, 4 s.
    expect(asked).toBeLessThanOrEqual(2 * 4);
  });

  it('are not called complete while an instance works that does not know them yet', async () => {
    const later = await parts.bucket(`mirror-${buckets}-later`);
    await sync(parts.settings(upstream.url, [bucket, later], { intervalSeconds: 1 }));
    await until('the leader', () => later.status());
    const outdated = await startSync(parts.settings(upstream.url, [bucket], { intervalSeconds: 1 }));
    let runs = 0;
    try {
      for (let last: string | undefined; runs < 3; runs++) {
        last = (await later.ended(last)).run!.id;
        if (!(await later.root())) continue;
        const seen = Object.keys(await later.publicObjects());
        const names = upstream.catalogue.names().map((name) => metadataKey(name, 'tagged'));
        expect(seen).toEqual(expect.arrayContaining(names));
      }
    } finally {
      await outdated.stop();
    }
    await until('all of it', async () => (await later.status())?.complete !== undefined);
    expect(await later.root()).toBeDefined();
    expect(Object.keys(await later.publicObjects())).toEqual(Object.keys(await bucket.publicObjects()));
  });
});

it('a package whose lease is lost while its metadata is written has it written in doubt, and is done once more', async () => {
  const leases = new HeldLeases({} as TaskQueue, 60_000);
  const cut = new Proxy(bucket.store, {
    get: (store, name: keyof ObjectStore) =>
      name === 'put'
        ? (key: string, body: Uint8Array, options: { signal: AbortSignal }) => {
            if (key !== metadataKey('sample/log', 'tagged')) return store.put(key, body, options);
            leases.abortAll();
            return Promise.reject(options.signal.reason as Error);
          }
        : store[name].bind(store),
  });
  const held = leases.add({ task: 'sample/log', token: 1, attempt: 1 }, performance.now());
  const syncing = packageSyncs([{ id: 'here', store: cut }]).sync('sample/log', runHead(), held);
  await expect(syncing).rejects.toBeInstanceOf(StaleWrite);
});
