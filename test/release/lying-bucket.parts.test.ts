import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { constants, createZstdCompress } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { digestOf } from '../../release/digest.ts';
import { DigestError, MissingError, RollbackError } from '../../release/errors.ts';
import { install } from '../../release/installed.ts';
import { packKey, pointerKey } from '../../release/layout.ts';
import { newestPointer } from '../../release/newest.ts';
import { encodeFooter, encodeIndex, FOOTER_BYTES } from '../../release/pack-index.ts';
import { publish } from '../../release/publish.ts';
import type { ObjectBody } from '../../storage/store.ts';
import { key, options, useReleaseScene } from './release-scene.ts';

const scene = useReleaseScene();

describe('a bucket that lies', () => {
  it('is found out by every flipped byte of a pack that matters, and never yields another tree', async () => {
    await publish(scene.store, await scene.tree(), options);
    const pointer = (await scene.newest())!;
    for (const pack of [...pointer.maps, ...pointer.packs]) {
      const whole = Buffer.from(((await scene.store.get(packKey(pack.id))) as ObjectBody).body);
      for (let at = 0; at < whole.byteLength; at += 37) {
        const damaged = Buffer.from(whole);
        damaged[at]! ^= 0x40;
        await scene.store.put(packKey(pack.id), damaged);
        await expect(install(scene.store, pointer, await scene.machine())).rejects.toThrow();
      }
      await scene.store.put(packKey(pack.id), whole);
    }
    await install(scene.store, pointer, await scene.machine());
  });

  it('is found out by the digest of an index before anything in that is believed', async () => {
    await publish(scene.store, await scene.tree(), options);
    const pointer = (await scene.newest())!;
    for (const pack of [...pointer.maps, ...pointer.packs]) {
      const whole = Buffer.from(((await scene.store.get(packKey(pack.id))) as ObjectBody).body);
      const end = whole.byteLength - FOOTER_BYTES;
      const index = whole.subarray(end - whole.readUInt32BE(end), end);
      await scene.store.put(
        packKey(pack.id),
        Buffer.concat([
          whole.subarray(0, end - index.length),
          Buffer.alloc(index.length, '['),
          whole.subarray(end),
        ]),
      );
      const failure = install(scene.store, pointer, await scene.machine());
      await expect(failure).rejects.toThrow(/its index doesn't match its name/);
      await scene.store.put(packKey(pack.id), whole);
    }
    await install(scene.store, pointer, await scene.machine());
  });

  it('can not make decompression take more memory than it may', async () => {
    const text = randomBytes(3 * 1024 * 1024).toString('hex');
    await publish(scene.store, await scene.tree({ 'a.txt': text }), options);
    const pointer = (await scene.newest())!;
    await install(scene.store, pointer, await scene.machine());
    // The same file, compressed by somebody who looks back farther than readers hold.
    const compressor = createZstdCompress({ params: { [constants.ZSTD_c_windowLog]: 27 } });
    compressor.write(text.slice(0, 1000));
    compressor.end(text.slice(1000));
    const wide = await buffer(compressor);
    const file = { id: digestOf('file', Buffer.from(text)), length: text.length, kind: 'file' } as const;
    const entry = { ...file, encoding: 'zstd', offset: 0, stored: wide.length } as const;
    const index = encodeIndex([entry]);
    const pack = Buffer.concat([wide, index, encodeFooter(index)]);
    const ref = { id: digestOf('pack', index), length: pack.length };
    await scene.store.put(packKey(ref.id), pack);
    const hostile = install(scene.store, { ...pointer, packs: [ref] }, await scene.machine());
    await expect(hostile).rejects.toThrow(/can't be decompressed/);
  });

  it('is found out when it lacks a pack or has a cut one', async () => {
    await publish(scene.store, await scene.tree(), options);
    const pointer = (await scene.newest())!;
    const [pack] = pointer.packs;
    const whole = ((await scene.store.get(packKey(pack!.id))) as ObjectBody).body;
    await scene.store.put(packKey(pack!.id), whole.subarray(0, 100));
    await expect(install(scene.store, pointer, await scene.machine())).rejects.toThrow(DigestError);
    await scene.store.delete(packKey(pack!.id));
    await expect(install(scene.store, pointer, await scene.machine())).rejects.toThrow(MissingError);
  });

  it('is found out when it hides the newest epoch', async () => {
    await publish(scene.store, await scene.tree(), options);
    const { epoch, root } = await publish(scene.store, await scene.tree({ 'b.txt': 'b' }), options);
    await scene.store.delete(pointerKey('services', epoch));
    await expect(newestPointer(scene.store, 'services', [key.publicKey], { epoch, root })).rejects.toThrow(
      RollbackError,
    );
  });
});
