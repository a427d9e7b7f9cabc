import { describe, expect, it } from 'vitest';
import { FormatError } from '../../release/errors.ts';
import { pointerKey } from '../../release/layout.ts';
import { limits } from '../../release/limits.ts';
import { findNewest, newestPointer } from '../../release/newest.ts';
import { encodePointer, type Pointer } from '../../release/pointer.ts';
import { publish } from '../../release/publish.ts';
import { generateSigningKey } from '../../release/signing.ts';
import { countingReads, key, options, useReleaseScene } from './release-scene.ts';

const scene = useReleaseScene();

const otherKey = generateSigningKey().privateKey;

describe('junk in the place of a pointer', () => {
  const junk: [string, () => Promise<Uint8Array>][] = [
    ['nothing', () => Promise.resolve(Buffer.alloc(0))],
    ['a page of HTML', () => Promise.resolve(Buffer.from('<!DOCTYPE html><title>Down</title>'))],
    ['more bytes than a pointer may have', () => Promise.resolve(Buffer.alloc(limits.pointerBytes + 1, '['))],
    ['a text without signatures', () => Promise.resolve(Buffer.from('{"signatures":[],"signed":{}}'))],
    [
      'the pointer of another key',
      async () => encodePointer({ ...(await scene.newest())!, epoch: 7 }, otherKey),
    ],
    ['the pointer of another epoch', async () => encodePointer((await scene.newest())!, key.privateKey)],
  ];

  it.each(junk)('that is %s is neither taken nor in the way of what comes after', async (_, make) => {
    const one = await publish(scene.store, await scene.tree({ 'a.txt': 'a' }), options);
    await scene.store.put(pointerKey('services', 7), await make());
    expect((await scene.newest())?.root.id).toBe(one.root);
    const found = await findNewest(scene.store, 'services', [key.publicKey]);
    expect(found.junk).toEqual([
      { epoch: 7, reason: expect.stringContaining('pointer services/7 ') as string },
    ]);

    const two = await publish(scene.store, await scene.tree({ 'b.txt': 'b' }), options);
    expect(two).toMatchObject({ epoch: 2, created: true, junk: found.junk });
    expect((await scene.newest())?.root.id).toBe(two.root);
    // Nor does it change for those who saw the newest one.
    const seen = { epoch: 2, root: two.root };
    expect((await newestPointer(scene.store, 'services', [key.publicKey], seen))?.epoch).toBe(2);
  });

  it('that has the next epoch, or even the last one there is, is passed by', async () => {
    const junkEpochs = [1, 2, 4, 999_999_999_999];
    for (const epoch of junkEpochs) await scene.store.put(pointerKey('services', epoch), Buffer.from('junk'));
    expect(await scene.newest()).toBeUndefined();
    const epochs: number[] = [];
    for (const text of ['a', 'b', 'c']) {
      epochs.push((await publish(scene.store, await scene.tree({ 'a.txt': text }), options)).epoch);
    }
    expect(epochs).toEqual([3, 5, 6]);
    expect((await scene.newest())?.epoch).toBe(6);
  });

  it('is not read into memory beyond what a pointer may have', async () => {
    await publish(scene.store, await scene.tree(), options);
    await scene.store.put(pointerKey('services', 2), Buffer.alloc(64 * limits.pointerBytes));
    let received = 0;
    const counting = countingReads(scene.store, (bytes) => (received += bytes));
    expect((await scene.newest(counting))?.epoch).toBe(1);
    expect(received).toBeLessThan(limits.pointerBytes);
  });

  it('does not make an instance forget what it has seen', async () => {
    const { root } = await publish(scene.store, await scene.tree(), options);
    await scene.store.put(pointerKey('services', 1), Buffer.from('junk'));
    const look = newestPointer(scene.store, 'services', [key.publicKey], { epoch: 1, root });
    await expect(look).rejects.toThrow(
      /older than epoch 1, seen before; ignored: pointer services\/1 is not/,
    );
  });

  it('is not walked through without end', async () => {
    await publish(scene.store, await scene.tree(), options);
    const puts = Array.from({ length: limits.pointersTried }, (_, index) =>
      scene.store.put(pointerKey('services', index + 2), Buffer.from('junk')),
    );
    await Promise.all(puts);
    await expect(scene.newest()).rejects.toThrow(
      /the 1000 newest objects .* don't count; delete them: ignored: /,
    );
    await scene.store.delete(pointerKey('services', 1_001));
    expect((await scene.newest())?.epoch).toBe(1);
  });

  it('is no pointer that a trusted key has signed in a format of later programs', async () => {
    await publish(scene.store, await scene.tree(), options);
    const later = { ...(await scene.newest())!, epoch: 2, format: 2 } as unknown as Pointer;
    await scene.store.put(pointerKey('services', 2), encodePointer(later, key.privateKey));
    await expect(scene.newest()).rejects.toThrow(/has format 2; this program knows 1/);
    await expect(publish(scene.store, await scene.tree({ 'b.txt': 'b' }), options)).rejects.toThrow(
      FormatError,
    );
  });
});
