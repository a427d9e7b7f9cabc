import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { digestOf } from '../../release/digest.ts';
import { currentRoot, install, switchTo } from '../../release/installed.ts';
import { packKey, pointerKey } from '../../release/layout.ts';
import { newestPointer } from '../../release/newest.ts';
import { encodePointer } from '../../release/pointer.ts';
import { publish } from '../../release/publish.ts';
import { scan } from '../../release/scan.ts';
import type { ObjectBody } from '../../storage/store.ts';
import { signedReleases } from '../support/signed-releases.ts';
import { files, key, options, useReleaseScene } from './release-scene.ts';

const scene = useReleaseScene();

describe('a published folder', () => {
  it('arrives as it was: names, bytes, executable bits', async () => {
    const folder = await scene.tree();
    const { root, epoch } = await publish(scene.store, folder, options);
    expect(epoch).toBe(1);
    expect(root).toBe((await scan(folder)).root.id);
    const target = await scene.machine();
    await install(scene.store, (await scene.newest())!, target);
    await switchTo(target, root);
    expect(await currentRoot(target)).toBe(root);
    for (const [path, text] of Object.entries(files)) {
      expect(await readFile(join(target, 'current', path), 'utf8')).toBe(text);
    }
    const mode = async (path: string) => (await stat(join(target, 'current', path))).mode & 0o777;
    expect(await mode('app.js')).toBe(0o444);
    expect(await mode('bin/run.sh')).toBe(0o555);
  });

  it('is not published twice', async () => {
    const folder = await scene.tree();
    expect(await publish(scene.store, folder, options)).toMatchObject({ epoch: 1, created: true });
    expect(await publish(scene.store, folder, options)).toMatchObject({ epoch: 1, created: false });
  });

  it('gets a new epoch when the channel went elsewhere in between', async () => {
    const folder = await scene.tree();
    const { root } = await publish(scene.store, folder, options);
    expect(await publish(scene.store, await scene.tree({ 'b.txt': 'b' }), options)).toMatchObject({
      epoch: 2,
    });
    expect(await publish(scene.store, folder, options)).toEqual({
      epoch: 3,
      root,
      created: true,
      junk: [],
    });
  });

  it('is completed when its packs have gone, under the same epoch', async () => {
    const folder = await scene.tree();
    await publish(scene.store, folder, options);
    for (const { id } of (await scene.newest())!.packs) await scene.store.delete(packKey(id));
    expect(await publish(scene.store, folder, options)).toMatchObject({ epoch: 1, created: false });
    await install(scene.store, (await scene.newest())!, await scene.machine());
  });

  it('is published anew when readers would not take its packs for what its pointer names', async () => {
    const folder = await scene.tree();
    await publish(scene.store, folder, options);
    const pointer = (await scene.newest())!;
    const [pack] = pointer.packs;
    const { body } = (await scene.store.get(packKey(pack!.id))) as ObjectBody;
    // As a program would leave it that names packs otherwise.
    const elsewhere = { ...pack!, id: digestOf('pack', body) };
    await scene.store.put(packKey(elsewhere.id), body);
    const odd = { ...pointer, epoch: 2, packs: [elsewhere] };
    await scene.store.put(pointerKey('services', 2), encodePointer(odd, key.privateKey));
    expect(await publish(scene.store, folder, options)).toMatchObject({ epoch: 3, created: true });
    await install(scene.store, (await scene.newest())!, await scene.machine());
  });

  it('is not published over a damaged pack of the same name', async () => {
    const folder = await scene.tree();
    await publish(scene.store, folder, options);
    const [pack] = (await scene.newest())!.packs;
    await scene.store.put(packKey(pack!.id), Buffer.from('damaged'));
    await expect(publish(scene.store, folder, options)).rejects.toThrow(/is in the bucket with other bytes/);
  });
});

describe('a change of keys', () => {
  it('goes on above the epochs of the key before, which count for nobody who trusts the new one', async () => {
    await publish(scene.store, await scene.tree({ 'a.txt': 'a' }), options);
    await publish(scene.store, await scene.tree({ 'b.txt': 'b' }), options);
    const next = signedReleases(scene.store);
    const { epoch, root } = await next.publish({ 'a.txt': 'a' });
    expect(epoch).toBe(3);
    expect((await newestPointer(scene.store, 'services', [next.key.publicKey]))?.root.id).toBe(root);
    expect((await scene.newest())?.epoch).toBe(2);
    // Who trusts both has no doubt either.
    const both = await newestPointer(scene.store, 'services', [key.publicKey, next.key.publicKey]);
    expect(both?.epoch).toBe(3);
  });
});

describe('publishers at the same time', () => {
  it('get an epoch each, without a gap, and the newest is one of theirs', async () => {
    const trees = await Promise.all(
      Array.from({ length: 6 }, (_, index) => scene.tree({ 'a.txt': `tree ${index}` })),
    );
    const published = await Promise.all(trees.map((folder) => publish(scene.store, folder, options)));
    expect(published.map(({ epoch }) => epoch).sort()).toEqual([1, 2, 3, 4, 5, 6]);
    const last = published.find(({ epoch }) => epoch === 6);
    expect((await scene.newest())?.root.id).toBe(last?.root);
  });

  it('with junk among their epochs get one each that is free', async () => {
    for (const epoch of [2, 3, 5]) await scene.store.put(pointerKey('services', epoch), Buffer.from('junk'));
    const trees = await Promise.all(
      Array.from({ length: 4 }, (_, index) => scene.tree({ 'a.txt': `tree ${index}` })),
    );
    const published = await Promise.all(trees.map((folder) => publish(scene.store, folder, options)));
    expect(published.map(({ epoch }) => epoch).sort()).toEqual([1, 4, 6, 7]);
    expect((await scene.newest())?.epoch).toBe(7);
  });

  it('of the same tree share one epoch', async () => {
    const folder = await scene.tree();
    const published = await Promise.all(
      Array.from({ length: 6 }, () => publish(scene.store, folder, options)),
    );
    expect(published.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(published.map(({ epoch }) => epoch))).toEqual(new Set([1]));
  });
});
