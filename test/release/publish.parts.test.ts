import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DigestError, MissingError, RollbackError, SignatureError } from '../../release/errors.ts';
import { currentRoot, install, switchTo } from '../../release/installed.ts';
import { packKey, pointerKey } from '../../release/layout.ts';
import { newestPointer } from '../../release/newest.ts';
import { publish } from '../../release/publish.ts';
import { scan } from '../../release/scan.ts';
import { generateSigningKey } from '../../release/signing.ts';
import { createStore } from '../../storage/create-store.ts';
import { crashAt, CrashError, FaultyStore, seededFaults } from '../../storage/faulty.ts';
import { internalPrefix } from '../../storage/keys.ts';
import type { ObjectBody, ObjectStore } from '../../storage/store.ts';
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

const newest = (from: ObjectStore = store) => newestPointer(from, 'services', [key.publicKey]);

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
    expect(await publish(store, folder, options)).toEqual({ epoch: 3, root, created: true });
  });

  it('is completed when its packs have gone, under the same epoch', async () => {
    const folder = await tree();
    await publish(store, folder, options);
    for (const { id } of (await newest())!.packs) await store.delete(packKey(id));
    expect(await publish(store, folder, options)).toMatchObject({ epoch: 1, created: false });
    await install(store, (await newest())!, await machine());
  });

  it('is not published over a damaged pack of the same name', async () => {
    const folder = await tree();
    await publish(store, folder, options);
    const [pack] = (await newest())!.packs;
    await store.put(packKey(pack!.id), Buffer.from('damaged'));
    await expect(publish(store, folder, options)).rejects.toThrow(/is in the bucket with other bytes/);
  });

  it('needs the key that signed the epoch before', async () => {
    await publish(store, await tree(), options);
    const other = signedReleases(store);
    await expect(other.publish({ 'a.txt': 'a' })).rejects.toThrow(SignatureError);
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
