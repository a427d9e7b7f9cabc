import { expect, it } from 'vitest';
import { metadataKey } from '../../../../services/mirror/composer/layout.ts';
import { until } from '../../../support/until.ts';
import { generatedDists } from './mirror-fixture.ts';
import { PACKAGES, SEED, useMirrorScene } from './mirror-scene.ts';

const scene = useMirrorScene();

it('brings every dist, byte for byte, then the metadata, and the root last', async () => {
  await scene.sync(scene.parts.settings(scene.upstream.url, [scene.bucket]));
  const names = scene.upstream.catalogue.names();
  await until('the root', async () => {
    const seen = await scene.bucket.publicObjects();
    if (!(await scene.bucket.root())) return false;
    // Looked at before the root was: nothing that it leads to was lacking.
    expect(Object.keys(seen)).toEqual(
      expect.arrayContaining(names.map((name) => metadataKey(name, 'tagged'))),
    );
    return true;
  });
  const status = await scene.bucket.ended();
  const expected = generatedDists({ seed: SEED, packages: PACKAGES, baseUrl: scene.upstream.url });
  expect(expected.size).toBeGreaterThan(100);
  for (const [key, digest] of expected) expect(await scene.bucket.digest(key), key).toBe(digest);
  for (const name of names) {
    expect(await scene.bucket.metadata(name)).toBe(
      JSON.stringify(scene.upstream.catalogue.metadata(name, 'tagged')),
    );
    expect(await scene.bucket.metadata(name, 'dev')).toBe(
      JSON.stringify(scene.upstream.catalogue.metadata(name, 'dev')),
    );
  }
  expect(JSON.parse((await scene.bucket.root())!)).toMatchObject({
    'metadata-url': 'http://files.example/composer/p2/%package%.json',
    mirrors: [{ preferred: true }],
  });
  expect(status).toMatchObject({ state: 'idle', failures: 0, upstream: scene.upstream.url });
  expect(status.complete).toBe(status.run!.ended);
  expect(status.run!.packages).toEqual({ total: 30, done: 30, failed: 0 });
  expect(status.run!.dists).toMatchObject({ fetched: expected.size, present: 0, failed: 0 });
});

it('writes nothing and fetches no dist the second time, and asks conditionally', async () => {
  await scene.sync(scene.parts.settings(scene.proxy.url, [scene.bucket], { intervalSeconds: 1 }));
  const first = await scene.bucket.ended();
  const before = await scene.bucket.publicObjects();
  const seen = scene.proxy.requests.length;
  // The third run is the second one that began after the first had ended.
  const second = await scene.bucket.ended(first.run!.id);
  await scene.bucket.ended(second.run!.id);
  expect(await scene.bucket.publicObjects()).toEqual(before);
  const later = scene.proxy.requests.slice(seen).filter(({ path }) => !path.startsWith('/packages'));
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
  await scene.sync(scene.parts.settings(scene.proxy.url, [scene.bucket], { only }));
  await scene.bucket.ended();
  expect((JSON.parse((await scene.bucket.root())!) as Record<string, unknown>)['available-packages']).toEqual(
    ['acme/calendar', 'acme/prefixed', 'acme/svn-era', 'acme/unversioned', 'sample/http'],
  );
  const dists = Object.keys(await scene.bucket.publicObjects()).filter((key) =>
    key.includes('/dists/sample/'),
  );
  expect(dists).toHaveLength(2);
  expect(await scene.bucket.metadata('sample/http')).toContain('"version_normalized":"1.');
  expect(await scene.bucket.metadata('sample/orm')).toBeUndefined();
});
