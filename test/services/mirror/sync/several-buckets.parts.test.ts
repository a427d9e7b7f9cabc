import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { metadataKey } from '../../../../services/mirror/composer/layout.ts';
import type { HeldLease } from '../../../../services/mirror/sync/held-leases.ts';
import { StoreError } from '../../../../storage/errors.ts';
import type { ObjectStore } from '../../../../storage/store.ts';
import { until } from '../../../support/until.ts';
import { startVersitygw } from '../../../support/versitygw.ts';
import { Bucket, startSync } from './mirror-fixture.ts';
import { useMirrorScene } from './mirror-scene.ts';

const scene = useMirrorScene();

it(
  'are gated each by itself: one that is away holds up none of the others',
  { timeout: 120_000 },
  async () => {
    const away = scene.use(await startVersitygw());

    const other = new Bucket(away.config);
    await away.kill();
    const settings = scene.parts.settings(scene.upstream.url, [scene.bucket, other], {
      intervalSeconds: 2,
      only: ['acme/calendar', 'sample/http'],
    });
    await scene.sync(settings);
    const status = await scene.bucket.ended();
    expect(status.complete).toBeDefined();
    expect(await scene.bucket.root()).toBeDefined();
    expect(status.recentFailures.map(({ kind }) => kind)).toContain('store');
    await away.start();
    const back = await until(
      'the other bucket',
      async () => ((await other.status())?.complete ? other : undefined),
      {
        timeout: 60_000,
      },
    );
    expect(Object.keys(await back.publicObjects())).toEqual(Object.keys(await scene.bucket.publicObjects()));
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
  const syncs = scene.packageSyncs([
    { id: 'here', store: scene.bucket.store },
    { id: 'silent', store: silent as unknown as ObjectStore },
  ]);
  const held = (task: string): HeldLease => ({
    lease: { task, token: 1, attempt: 1 },
    signal: new AbortController().signal,
    fence: { before: () => undefined, after: () => undefined },
  });
  const names = scene.upstream.catalogue.names().slice(0, 12);
  const began = performance.now();
  for (const name of names) {
    const outcome = await syncs.sync(name, scene.runHead(), held(name));
    expect(outcome.counters).toMatchObject({ 'lost:silent': 1 });
    expect(await scene.bucket.metadata(name)).toBeDefined();
  }
  // Both files of one package, and of those that look whether it is back: after 1 s, 2 s, 4 s and so on.
  const looks = Math.floor(Math.log2((performance.now() - began) / 1000 + 1));
  expect(asked).toBeLessThanOrEqual(2 * (1 + looks));
  expect(asked).toBeLessThan(names.length);
});

it('are not called complete while an instance works that does not know them yet', async () => {
  const later = await scene.anotherBucket();
  await scene.sync(scene.parts.settings(scene.upstream.url, [scene.bucket, later], { intervalSeconds: 1 }));
  await until('the leader', () => later.status());
  const outdated = await startSync(
    scene.parts.settings(scene.upstream.url, [scene.bucket], { intervalSeconds: 1 }),
  );
  let runs = 0;
  try {
    for (let last: string | undefined; runs < 3; runs++) {
      last = (await later.ended(last)).run!.id;
      if (!(await later.root())) continue;
      const seen = Object.keys(await later.publicObjects());
      const names = scene.upstream.catalogue.names().map((name) => metadataKey(name, 'tagged'));
      expect(seen).toEqual(expect.arrayContaining(names));
    }
  } finally {
    await outdated.stop();
  }
  await until('all of it', async () => (await later.status())?.complete !== undefined);
  expect(await later.root()).toBeDefined();
  expect(Object.keys(await later.publicObjects())).toEqual(Object.keys(await scene.bucket.publicObjects()));
});
