import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { constants, createZstdCompress } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { digestOf } from '../../release/digest.ts';
import { DigestError, FormatError, MissingError, RollbackError } from '../../release/errors.ts';
import { currentRoot, install, switchTo } from '../../release/installed.ts';
import { packKey, pointerKey } from '../../release/layout.ts';
import { limits } from '../../release/limits.ts';
import { findNewest, newestPointer } from '../../release/newest.ts';
import { encodeFooter, encodeIndex, FOOTER_BYTES } from '../../release/pack-index.ts';
import { encodePointer, type Pointer } from '../../release/pointer.ts';
import { publish } from '../../release/publish.ts';
import { scan } from '../../release/scan.ts';
import { generateSigningKey } from '../../release/signing.ts';
import { createStore } from '../../storage/create-store.ts';
import { crashAt, CrashError, FaultyStore, seededFaults } from '../../storage/faulty.ts';
import { internalPrefix } from '../../storage/keys.ts';
import type { ObjectBody, ObjectStore, ReadableStore } from '../../storage/store.ts';
import { folderOf, signedReleases, type Files } from '../support/signed-releases.ts';
import { startVersitygw, type Versitygw } from '../support/versitygw.ts';

const key = generateSigningKey();
const options = { channel: 'services', privateKey: key.privateKey, now: new Date(0) };
const files: Files = {
  'app.js': 'export {};\n'.repeat(500),
  'bin/run.sh': '#!/bin/sh\n',
  'lib/a/empty.txt': '',
  'lib/a/same.txt': 'twice',
  'lib/b/same.txt': 'twice',
  'lib/ü 包.txt': 'names are UTF-8',
};

let gateway: Versitygw;
let store: ObjectStore;
let folders: string[];

beforeAll(async () => {
  gateway = await startVersitygw();
  store = createStore(gateway.config);
});
afterAll(async () => {
  store?.close();
  await gateway?.stop();
});
beforeEach(async () => {
  folders = [];
  for await (const { key: old } of store.list(internalPrefix())) await store.delete(old);
});
afterEach(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

async function tree(content: Files = files): Promise<string> {
  const folder = await folderOf(content);
  folders.push(folder);
  return folder;
}

async function machine(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'skerry-machine-'));
  folders.push(folder);
  return folder;
}

const otherKey = generateSigningKey().privateKey;
const newest = (from: ReadableStore = store) => newestPointer(from, 'services', [key.publicKey]);

/** The same store; tells of the bytes of bodies as they arrive. */
function countingReads(inner: ReadableStore, count: (bytes: number) => void): ReadableStore {
  async function* counted(body: AsyncIterable<Uint8Array>) {
    for await (const chunk of body) {
      count(chunk.byteLength);
      yield chunk;
    }
  }
  return {
    head: (name) => inner.head(name),
    list: (...args) => inner.list(...args),
    close: () => inner.close(),
    async get(...args) {
      const found = await inner.get(...args);
      if (found && found !== 'unchanged') count(found.body.byteLength);
      return found;
    },
    async stream(...args) {
      const found = await inner.stream(...args);
      return found && { ...found, body: counted(found.body) };
    },
  };
}

describe('a published folder', () => {
  it('arrives as it was: names, bytes, executable bits', async () => {
    const folder = await tree();
    const { root, epoch } = await publish(store, folder, options);
    expect(epoch).toBe(1);
    expect(root).toBe((await scan(folder)).root.id);
    const target = await machine();
    await install(store, (await newest())!, target);
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
    const folder = await tree();
    expect(await publish(store, folder, options)).toMatchObject({ epoch: 1, created: true });
    expect(await publish(store, folder, options)).toMatchObject({ epoch: 1, created: false });
  });

  it('gets a new epoch when the channel went elsewhere in between', async () => {
    const folder = await tree();
    const { root } = await publish(store, folder, options);
    expect(await publish(store, await tree({ 'b.txt': 'b' }), options)).toMatchObject({ epoch: 2 });
    expect(await publish(store, folder, options)).toEqual({
      epoch: 3,
      root,
      created: true,
      junk: [],
    });
  });

  it('is completed when its packs have gone, under the same epoch', async () => {
    const folder = await tree();
    await publish(store, folder, options);
    for (const { id } of (await newest())!.packs) await store.delete(packKey(id));
    expect(await publish(store, folder, options)).toMatchObject({ epoch: 1, created: false });
    await install(store, (await newest())!, await machine());
  });

  it('is published anew when readers would not take its packs for what its pointer names', async () => {
    const folder = await tree();
    await publish(store, folder, options);
    const pointer = (await newest())!;
    const [pack] = pointer.packs;
    const { body } = (await store.get(packKey(pack!.id))) as ObjectBody;
    // As a program would leave it that names packs otherwise.
    const elsewhere = { ...pack!, id: digestOf('pack', body) };
    await store.put(packKey(elsewhere.id), body);
    const odd = { ...pointer, epoch: 2, packs: [elsewhere] };
    await store.put(pointerKey('services', 2), encodePointer(odd, key.privateKey));
    expect(await publish(store, folder, options)).toMatchObject({ epoch: 3, created: true });
    await install(store, (await newest())!, await machine());
  });

  it('is not published over a damaged pack of the same name', async () => {
    const folder = await tree();
    await publish(store, folder, options);
    const [pack] = (await newest())!.packs;
    await store.put(packKey(pack!.id), Buffer.from('damaged'));
    await expect(publish(store, folder, options)).rejects.toThrow(/is in the bucket with other bytes/);
  });
});

describe('junk in the place of a pointer', () => {
  const junk: [string, () => Promise<Uint8Array>][] = [
    ['nothing', () => Promise.resolve(Buffer.alloc(0))],
    ['a page of HTML', () => Promise.resolve(Buffer.from('<!DOCTYPE html><title>Down</title>'))],
    ['more bytes than a pointer may have', () => Promise.resolve(Buffer.alloc(limits.pointerBytes + 1, '['))],
    ['a text without signatures', () => Promise.resolve(Buffer.from('{"signatures":[],"signed":{}}'))],
    ['the pointer of another key', async () => encodePointer({ ...(await newest())!, epoch: 7 }, otherKey)],
    ['the pointer of another epoch', async () => encodePointer((await newest())!, key.privateKey)],
  ];

  it.each(junk)('that is %s is neither taken nor in the way of what comes after', async (_, make) => {
    const one = await publish(store, await tree({ 'a.txt': 'a' }), options);
    await store.put(pointerKey('services', 7), await make());
    expect((await newest())?.root.id).toBe(one.root);
    const found = await findNewest(store, 'services', [key.publicKey]);
    expect(found.junk).toEqual([
      { epoch: 7, reason: expect.stringContaining('pointer services/7 ') as string },
    ]);

    const two = await publish(store, await tree({ 'b.txt': 'b' }), options);
    expect(two).toMatchObject({ epoch: 2, created: true, junk: found.junk });
    expect((await newest())?.root.id).toBe(two.root);
    // Nor does it change for those who saw the newest one.
    const seen = { epoch: 2, root: two.root };
    expect((await newestPointer(store, 'services', [key.publicKey], seen))?.epoch).toBe(2);
  });

  it('that has the next epoch, or even the last one there is, is passed by', async () => {
    const junkEpochs = [1, 2, 4, 999_999_999_999];
    for (const epoch of junkEpochs) await store.put(pointerKey('services', epoch), Buffer.from('junk'));
    expect(await newest()).toBeUndefined();
    const epochs: number[] = [];
    for (const text of ['a', 'b', 'c']) {
      epochs.push((await publish(store, await tree({ 'a.txt': text }), options)).epoch);
    }
    expect(epochs).toEqual([3, 5, 6]);
    expect((await newest())?.epoch).toBe(6);
  });

  it('is not read into memory beyond what a pointer may have', async () => {
    await publish(store, await tree(), options);
    await store.put(pointerKey('services', 2), Buffer.alloc(64 * limits.pointerBytes));
    let received = 0;
    const counting = countingReads(store, (bytes) => (received += bytes));
    expect((await newest(counting))?.epoch).toBe(1);
    expect(received).toBeLessThan(limits.pointerBytes);
  });

  it('does not make an instance forget what it has seen', async () => {
    const { root } = await publish(store, await tree(), options);
    await store.put(pointerKey('services', 1), Buffer.from('junk'));
    const look = newestPointer(store, 'services', [key.publicKey], { epoch: 1, root });
    await expect(look).rejects.toThrow(
      /older than epoch 1, seen before; ignored: pointer services\/1 is not/,
    );
  });

  it('is not walked through without end', async () => {
    await publish(store, await tree(), options);
    const puts = Array.from({ length: limits.pointersTried }, (_, index) =>
      store.put(pointerKey('services', index + 2), Buffer.from('junk')),
    );
    await Promise.all(puts);
    await expect(newest()).rejects.toThrow(/the 1000 newest objects .* don't count; delete them: ignored: /);
    await store.delete(pointerKey('services', 1_001));
    expect((await newest())?.epoch).toBe(1);
  });

  it('is no pointer that a trusted key has signed in a format of later programs', async () => {
    await publish(store, await tree(), options);
    const later = { ...(await newest())!, epoch: 2, format: 2 } as unknown as Pointer;
    await store.put(pointerKey('services', 2), encodePointer(later, key.privateKey));
    await expect(newest()).rejects.toThrow(/has format 2; this program knows 1/);
    await expect(publish(store, await tree({ 'b.txt': 'b' }), options)).rejects.toThrow(FormatError);
  });
});

describe('a change of keys', () => {
  it('goes on above the epochs of the key before, which count for nobody who trusts the new one', async () => {
    await publish(store, await tree({ 'a.txt': 'a' }), options);
    await publish(store, await tree({ 'b.txt': 'b' }), options);
    const next = signedReleases(store);
    const { epoch, root } = await next.publish({ 'a.txt': 'a' });
    expect(epoch).toBe(3);
    expect((await newestPointer(store, 'services', [next.key.publicKey]))?.root.id).toBe(root);
    expect((await newest())?.epoch).toBe(2);
    // Who trusts both has no doubt either.
    const both = await newestPointer(store, 'services', [key.publicKey, next.key.publicKey]);
    expect(both?.epoch).toBe(3);
  });
});

describe('publishers at the same time', () => {
  it('get an epoch each, without a gap, and the newest is one of theirs', async () => {
    const trees = await Promise.all(
      Array.from({ length: 6 }, (_, index) => tree({ 'a.txt': `tree ${index}` })),
    );
    const published = await Promise.all(trees.map((folder) => publish(store, folder, options)));
    expect(published.map(({ epoch }) => epoch).sort()).toEqual([1, 2, 3, 4, 5, 6]);
    const last = published.find(({ epoch }) => epoch === 6);
    expect((await newest())?.root.id).toBe(last?.root);
  });

  it('with junk among their epochs get one each that is free', async () => {
    for (const epoch of [2, 3, 5]) await store.put(pointerKey('services', epoch), Buffer.from('junk'));
    const trees = await Promise.all(
      Array.from({ length: 4 }, (_, index) => tree({ 'a.txt': `tree ${index}` })),
    );
    const published = await Promise.all(trees.map((folder) => publish(store, folder, options)));
    expect(published.map(({ epoch }) => epoch).sort()).toEqual([1, 4, 6, 7]);
    expect((await newest())?.epoch).toBe(7);
  });

  it('of the same tree share one epoch', async () => {
    const folder = await tree();
    const published = await Promise.all(Array.from({ length: 6 }, () => publish(store, folder, options)));
    expect(published.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(published.map(({ epoch }) => epoch))).toEqual(new Set([1]));
  });
});

describe('a publisher that is killed', () => {
  it('at any call leaves the old release or the new one, and the next publisher completes it', async () => {
    const old = await publish(store, await tree({ 'a.txt': 'old' }), options);
    let expected = old;
    let crashes = 0;
    for (const when of ['before', 'after'] as const) {
      for (let index = 0; ; index++) {
        const folder = await tree({ ...files, 'which.txt': `${when} ${index}` });
        const dying = new FaultyStore(store, crashAt(index, when));
        const outcome = await publish(dying, folder, options).catch((error: unknown) => error);
        if (!(outcome instanceof CrashError)) {
          expected = outcome as typeof old;
          break;
        }
        crashes++;
        const root = (await scan(folder)).root.id;
        const pointer = await newest();
        expect([expected.root, root]).toContain(pointer?.root.id);
        const target = await machine();
        await install(store, pointer!, target);
        expected = await publish(store, folder, options);
        expect(expected).toMatchObject({ root });
        expect((await newest())?.root.id).toBe(root);
      }
    }
    expect(crashes).toBeGreaterThanOrEqual(8);
  });

  it.each([1, 2, 3, 4, 5])('or sees faults by chance (seed %i) succeeds in the end, once', async (seed) => {
    const folder = await tree();
    const shaky = new FaultyStore(
      store,
      seededFaults(seed, { errorBefore: 0.1, errorAfter: 0.1, truncate: 0.05 }),
    );
    for (let attempt = 0; ; attempt++) {
      const outcome = await publish(shaky, folder, options).catch((error: unknown) => error);
      if (!(outcome instanceof Error)) break;
      expect(attempt).toBeLessThan(100);
    }
    expect((await newest())?.epoch).toBe(1);
    for (let attempt = 0; ; attempt++) {
      const target = await machine();
      const pointer = await newest();
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
  const { root } = await publish(store, await tree(many), options);
  let received = 0;
  const cut = new FaultyStore(store, ({ operation }) =>
    operation === 'stream' ? { kind: 'truncate', bytes: 150_000 } : undefined,
  );
  const target = await machine();
  await install(
    countingReads(cut, (bytes) => (received += bytes)),
    (await newest())!,
    target,
  );
  expect(await readdir(join(target, 'releases'))).toEqual([root]);
  const [pack] = (await newest())!.packs;
  expect(cut.calls.filter(({ operation }) => operation === 'stream').length).toBeGreaterThan(6);
  expect(received).toBeLessThan(2 * pack!.length);
});

describe('a bucket that lies', () => {
  it('is found out by every flipped byte of a pack that matters, and never yields another tree', async () => {
    await publish(store, await tree(), options);
    const pointer = (await newest())!;
    for (const pack of [...pointer.maps, ...pointer.packs]) {
      const whole = Buffer.from(((await store.get(packKey(pack.id))) as ObjectBody).body);
      for (let at = 0; at < whole.byteLength; at += 37) {
        const damaged = Buffer.from(whole);
        damaged[at]! ^= 0x40;
        await store.put(packKey(pack.id), damaged);
        await expect(install(store, pointer, await machine())).rejects.toThrow();
      }
      await store.put(packKey(pack.id), whole);
    }
    await install(store, pointer, await machine());
  });

  it('is found out by the digest of an index before anything in that is believed', async () => {
    await publish(store, await tree(), options);
    const pointer = (await newest())!;
    for (const pack of [...pointer.maps, ...pointer.packs]) {
      const whole = Buffer.from(((await store.get(packKey(pack.id))) as ObjectBody).body);
      const end = whole.byteLength - FOOTER_BYTES;
      const index = whole.subarray(end - whole.readUInt32BE(end), end);
      await store.put(
        packKey(pack.id),
        Buffer.concat([
          whole.subarray(0, end - index.length),
          Buffer.alloc(index.length, '['),
          whole.subarray(end),
        ]),
      );
      const failure = install(store, pointer, await machine());
      await expect(failure).rejects.toThrow(/its index doesn't match its name/);
      await store.put(packKey(pack.id), whole);
    }
    await install(store, pointer, await machine());
  });

  it('can not make decompression take more memory than it may', async () => {
    const text = randomBytes(3 * 1024 * 1024).toString('hex');
    await publish(store, await tree({ 'a.txt': text }), options);
    const pointer = (await newest())!;
    await install(store, pointer, await machine());
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
    await store.put(packKey(ref.id), pack);
    const hostile = install(store, { ...pointer, packs: [ref] }, await machine());
    await expect(hostile).rejects.toThrow(/can't be decompressed/);
  });

  it('is found out when it lacks a pack or has a cut one', async () => {
    await publish(store, await tree(), options);
    const pointer = (await newest())!;
    const [pack] = pointer.packs;
    const whole = ((await store.get(packKey(pack!.id))) as ObjectBody).body;
    await store.put(packKey(pack!.id), whole.subarray(0, 100));
    await expect(install(store, pointer, await machine())).rejects.toThrow(DigestError);
    await store.delete(packKey(pack!.id));
    await expect(install(store, pointer, await machine())).rejects.toThrow(MissingError);
  });

  it('is found out when it hides the newest epoch', async () => {
    await publish(store, await tree(), options);
    const { epoch, root } = await publish(store, await tree({ 'b.txt': 'b' }), options);
    await store.delete(pointerKey('services', epoch));
    await expect(newestPointer(store, 'services', [key.publicKey], { epoch, root })).rejects.toThrow(
      RollbackError,
    );
  });
});
