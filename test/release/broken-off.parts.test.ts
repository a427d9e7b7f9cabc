import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { install } from '../../release/installed.ts';
import { publish } from '../../release/publish.ts';
import { scan } from '../../release/scan.ts';
import { crashAt, CrashError, FaultyStore, seededFaults } from '../support/faulty-store.ts';
import { countingReads, files, options, useReleaseScene } from './release-scene.ts';

const scene = useReleaseScene();

describe('a publisher that is killed', () => {
  it('at any call leaves the old release or the new one, and the next publisher completes it', async () => {
    const old = await publish(scene.store, await scene.tree({ 'a.txt': 'old' }), options);
    let expected = old;
    let crashes = 0;
    for (const when of ['before', 'after'] as const) {
      for (let index = 0; ; index++) {
        const folder = await scene.tree({ ...files, 'which.txt': `${when} ${index}` });
        const dying = new FaultyStore(scene.store, crashAt(index, when));
        const outcome = await publish(dying, folder, options).catch((error: unknown) => error);
        if (!(outcome instanceof CrashError)) {
          expected = outcome as typeof old;
          break;
        }
        crashes++;
        const root = (await scan(folder)).root.id;
        const pointer = await scene.newest();
        expect([expected.root, root]).toContain(pointer?.root.id);
        const target = await scene.machine();
        await install(scene.store, pointer!, target);
        expected = await publish(scene.store, folder, options);
        expect(expected).toMatchObject({ root });
        expect((await scene.newest())?.root.id).toBe(root);
      }
    }
    expect(crashes).toBeGreaterThanOrEqual(8);
  });

  it.each([1, 2, 3, 4, 5])('or sees faults by chance (seed %i) succeeds in the end, once', async (seed) => {
    const folder = await scene.tree();
    const shaky = new FaultyStore(
      scene.store,
      seededFaults(seed, { errorBefore: 0.1, errorAfter: 0.1, truncate: 0.05 }),
    );
    for (let attempt = 0; ; attempt++) {
      const outcome = await publish(shaky, folder, options).catch((error: unknown) => error);
      if (!(outcome instanceof Error)) break;
      expect(attempt).toBeLessThan(100);
    }
    expect((await scene.newest())?.epoch).toBe(1);
    for (let attempt = 0; ; attempt++) {
      const target = await scene.machine();
      const pointer = await scene.newest();
      const failure = await install(shaky, pointer!, target).then(
        () => undefined,
        (error: unknown) => error,
      );
      // Whole, or absent: never something in between.
      const present = await readdir(join(target, 'releases'));
      expect(present).toEqual(failure ? [] : [pointer!.root.id]);
      if (!failure) break;
      expect(attempt).toBeLessThan(100);
    }
  });
});

it('a release arrives though no connection lasts for long, and what came whole is not fetched again', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 12 }, (_, index) => [`${index}.bin`, randomBytes(40_000).toString('latin1')]),
  );
  const { root } = await publish(scene.store, await scene.tree(many), options);
  let received = 0;
  const cut = new FaultyStore(scene.store, ({ operation }) =>
    operation === 'stream' ? { kind: 'truncate', bytes: 150_000 } : undefined,
  );
  const target = await scene.machine();
  await install(
    countingReads(cut, (bytes) => (received += bytes)),
    (await scene.newest())!,
    target,
  );
  expect(await readdir(join(target, 'releases'))).toEqual([root]);
  const [pack] = (await scene.newest())!.packs;
  expect(cut.calls.filter(({ operation }) => operation === 'stream').length).toBeGreaterThan(6);
  expect(received).toBeLessThan(2 * pack!.length);
});
