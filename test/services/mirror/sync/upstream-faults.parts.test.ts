import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import type { SyncFailure } from '../../../../services/mirror/status.ts';
import { zip } from '../../../../services/sample-upstream/zip.ts';
import type { Fault } from '../../../support/fault-proxy.ts';
import { until } from '../../../support/until.ts';
import { generatedDists, namedDists } from './mirror-fixture.ts';
import { PACKAGES, SEED, useMirrorScene } from './mirror-scene.ts';

const scene = useMirrorScene();

const short = (failures: readonly SyncFailure[]) =>
  Object.fromEntries(
    failures.map(({ package: name, kind, httpStatus }) => [name, [kind, httpStatus ?? 0].join(' ')]),
  );

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
  for (const [name, fault] of Object.entries(faults))
    scene.proxy.faults.set(await scene.newestDist(name), fault);
  scene.proxy.faults.set('/p2/sample/clock.json', { html: true });
  scene.proxy.faults.set('/p2/sample/config.json', { status: 503 });
  scene.proxy.faults.set('/p2/sample/events.json', { body: Buffer.from('{"packages":{"evil/one":[]}}') });
  const limits = { headersMs: 300, idleMs: 300 };
  await scene.sync(scene.parts.settings(scene.proxy.url, [scene.bucket], { intervalSeconds: 3 }), limits);

  const status = await scene.bucket.ended();
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
  expect(orm).toMatchObject({ attempts: 4, url: scene.proxy.url + (await scene.newestDist('sample/orm')) });
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
    expect(await scene.bucket.metadata(name), name).toBeUndefined();
  }
  expect(await scene.bucket.metadata('sample/http')).toBeDefined();
  expect(await scene.bucket.metadata('sample/clock', 'dev')).toBeDefined();
  expect(complete).toBeDefined();
  const missing = await scene.bucket.danglingDists();
  expect(missing).toHaveLength(1);
  expect(missing[0]).toContain('/sample/http/');

  scene.proxy.faults.clear();
  const repaired = await scene.bucket.ended(run!.id);
  expect(repaired).toMatchObject({ failures: 0, recentFailures: [] });
  expect(repaired.run!.packages).toEqual({ total: 30, done: 30, failed: 0 });
  expect(await scene.bucket.danglingDists()).toEqual([]);
  for (const [key, digest] of generatedDists({ seed: SEED, packages: PACKAGES, baseUrl: scene.proxy.url })) {
    expect(await scene.bucket.digest(key), key).toBe(digest);
  }
});

it('has an archive fetched again that it built again under the same reference', async () => {
  // Every fifth package of the sample tells checksums.
  const name = scene.upstream.catalogue.names()[5]!;
  await scene.sync(
    scene.parts.settings(scene.proxy.url, [scene.bucket], { intervalSeconds: 1, only: [name, 'sample/log'] }),
  );
  await scene.bucket.ended();
  expect((await scene.bucket.store.head(await scene.newestKey('sample/log')))!.cacheControl).toContain(
    'immutable',
  );
  const [key, path] = [await scene.newestKey(name), await scene.newestDist(name)];
  const before = await scene.bucket.store.head(key);
  expect(before!.cacheControl).not.toContain('immutable');
  const rebuilt = zip([{ path: 'rebuilt', data: Buffer.from('again') }], { modified: new Date(0) });
  const sha1 = createHash('sha1').update(rebuilt).digest('hex');
  expect(before!.metadata!['sha1']).not.toBe(sha1);
  const metadata = await scene.newer(name, (dist) => ({ ...dist, shasum: sha1 }));
  scene.proxy.faults.set(path, { body: rebuilt });
  scene.proxy.faults.set(`/p2/${name}.json`, { body: metadata });
  await until('the new metadata', async () => (await scene.bucket.metadata(name)) === String(metadata));
  expect((await scene.bucket.store.head(key))!.metadata!['sha1']).toBe(sha1);
  expect(await scene.bucket.digest(key)).toBe(createHash('sha256').update(rebuilt).digest('hex'));
});

it('keeps the metadata that is there, and the archive that fits it, while a new version can not be had', async () => {
  await scene.sync(
    scene.parts.settings(scene.proxy.url, [scene.bucket], { intervalSeconds: 1, only: ['sample/log'] }),
  );
  const first = await scene.bucket.ended();
  const before = await scene.bucket.publicObjects();
  const version = { version: '9.0.0', version_normalized: '9.0.0.0' };
  const body = await scene.newer('sample/log', (dist) => ({ ...dist, shasum: 'a'.repeat(40) }), version);
  scene.proxy.faults.set('/new.zip', { html: true });
  scene.proxy.faults.set('/p2/sample/log.json', { body });
  const second = await until('the failure', async () => {
    const status = await scene.bucket.status();
    return status?.run?.ended && status.failures > 0 ? status : undefined;
  });
  expect(second.run!.id).not.toBe(first.run!.id);
  expect(short(second.recentFailures)).toEqual({ 'sample/log': 'bad-zip 0' });
  expect(await scene.bucket.publicObjects()).toEqual(before);
  expect(await scene.bucket.root()).toBeDefined();
});

it('keeps what it has where archives that it should replace are gone, and replaces none by half', async () => {
  await scene.sync(
    scene.parts.settings(scene.proxy.url, [scene.bucket], { intervalSeconds: 1, only: ['sample/log'] }),
  );
  const first = await scene.bucket.ended();
  const before = await scene.bucket.publicObjects();
  const text = (await scene.bucket.metadata('sample/log'))!;
  const dists = [...namedDists('sample/log', Buffer.from(text)).values()];
  const answer = await fetch(`${scene.proxy.url}/p2/sample/log.json`);
  const metadata = (await answer.json()) as { packages: Record<string, { dist: object }[]> };
  const rebuilt = metadata.packages['sample/log']!.map((entry) =>
    'dist' in entry ? { ...entry, dist: { ...entry.dist, shasum: 'a'.repeat(40) } } : entry,
  );
  const body = Buffer.from(JSON.stringify({ ...metadata, packages: { 'sample/log': rebuilt } }));
  // As many as are asked for at the same time; the one after them is never begun.
  for (const { url } of dists.slice(0, 4)) scene.proxy.faults.set(new URL(url).pathname, { status: 404 });
  const seen = scene.proxy.requests.length;
  scene.proxy.faults.set('/p2/sample/log.json', { body });
  const failed = await until('the failure', async () => {
    const status = await scene.bucket.status();
    return status?.run?.id !== first.run!.id && status!.failures > 0 ? status : undefined;
  });
  expect(failed.recentFailures).toMatchObject(Array(4).fill({ kind: 'status', httpStatus: 404 }));
  expect(await scene.bucket.publicObjects()).toEqual(before);
  const asked = scene.proxy.requests.slice(seen).map(({ path }) => path);
  for (const { url } of dists.slice(4)) expect(asked).not.toContain(new URL(url).pathname);
  expect(dists.length).toBeGreaterThan(4);
});

it('may call its files what it likes: the bucket takes them, and asks by the name that they have now', async () => {
  const body = await scene.newer('sample/log', (dist) => dist);
  const etag = (value: string) => ({ body, headers: { etag: value, 'last-modified': 'x'.repeat(5000) } });
  scene.proxy.faults.set('/p2/sample/log.json', etag(`"${'y'.repeat(5000)}"`));
  await scene.sync(
    scene.parts.settings(scene.proxy.url, [scene.bucket], { intervalSeconds: 1, only: ['sample/log'] }),
  );
  const first = await scene.bucket.ended();
  expect(first).toMatchObject({ failures: 0 });
  expect(first.complete).toBeDefined();
  const asked = () =>
    scene.proxy.requests.filter(({ path }) => path === '/p2/sample/log.json').at(-1)?.headers[
      'if-none-match'
    ];
  expect(asked()).toBeUndefined();
  // The same bytes under another name: without it, every run to come would fetch them.
  for (const name of ['"one"', '"two"']) {
    scene.proxy.faults.set('/p2/sample/log.json', etag(name));
    await until(`asked for ${name}`, () => asked() === name);
  }
});

it('may have metadata too large for all workers to hold at once', { timeout: 60_000 }, async () => {
  const only = ['sample/log', 'sample/http', 'sample/orm', 'sample/queue'];
  for (const name of only) {
    const body = await scene.newer(name, (dist) => dist, undefined, 'x'.repeat(1_500_000));
    scene.proxy.faults.set(`/p2/${name}.json`, { body });
  }
  await scene.sync(scene.parts.settings(scene.proxy.url, [scene.bucket], { only }));
  const status = await scene.bucket.ended();
  expect(status.run!.packages).toEqual({ total: 4, done: 4, failed: 0 });
  for (const name of only) expect((await scene.bucket.metadata(name))!.length).toBeGreaterThan(1_500_000);
});

it('can not lead the mirror into its own network, and its other packages are not held up', async () => {
  const metadata = await scene.newer('sample/log', (dist) => dist, {
    dist: { type: 'zip', url: 'http://169.254.169.254/latest/?x=y', reference: 'abc', shasum: '' },
  });
  scene.proxy.faults.set('/p2/sample/log.json', { body: metadata });
  await scene.sync(
    scene.parts.settings(scene.proxy.url, [scene.bucket], { only: ['sample/log', 'sample/http'] }),
  );
  const { recentFailures, run } = await scene.bucket.ended();
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
  for (const [path, fault] of Object.entries(faults)) scene.proxy.faults.set(path, fault);
  await scene.sync(scene.parts.settings(scene.proxy.url, [scene.bucket], { intervalSeconds: 1, only }), {
    headersMs: 1000,
  });
  const refused = await until('the refusal', async () => {
    const status = await scene.bucket.status();
    return status?.state === 'refused' ? status : undefined;
  });
  expect(refused.reason).toMatch(reason);
  expect(await scene.bucket.publicObjects()).toEqual({});
  scene.proxy.faults.clear();
  const status = await scene.bucket.ended();
  expect(status).toMatchObject({ state: 'idle', failures: 0 });
  expect(status.reason).toBeUndefined();
});
