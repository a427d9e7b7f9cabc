import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { internalKey, publicKey } from '../../storage/keys.ts';
import type { ObjectInfo, ObjectStore, ReadableStore } from '../../storage/store.ts';

const MiB = 1024 * 1024;
const text = (value: string) => Buffer.from(value);

export async function collect(list: AsyncIterable<ObjectInfo>): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of list) keys.push(key);
  return keys;
}

export async function read(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** What everything must do that reads a bucket; `store` is what writes into the same one. */
export function holdsTheReadingContract(store: () => ObjectStore, reader: () => ReadableStore): void {
  let directories = 0;
  const directory = () => `reading-${directories++}`;

  it('gives back what was put, with its metadata, and the same ETag everywhere', async () => {
    const key = publicKey(`/${directory()}/a.json`);
    const options = {
      contentType: 'application/json',
      cacheControl: 'max-age=60',
      metadata: { sha256: 'ab' },
    };
    const put = await store().put(key, text('{}'), options);
    const got = await reader().get(key);
    const head = await reader().head(key);
    if (got === undefined || got === 'unchanged') throw new Error('not there');
    expect(Buffer.from(got.body)).toEqual(text('{}'));
    expect(head).toMatchObject({ ...options, key, size: 2, etag: put.etag });
    expect(got).toMatchObject({ ...options, key, size: 2, etag: put.etag });
    expect(Math.abs(head!.modified.getTime() - Date.now())).toBeLessThan(60_000);
    for await (const info of reader().list(key)) expect(info).toMatchObject({ key, size: 2, etag: put.etag });
  });

  it('has nothing where nothing was put', async () => {
    const key = internalKey(directory(), 'nothing');
    expect(await reader().head(key)).toBeUndefined();
    expect(await reader().get(key)).toBeUndefined();
    expect(await reader().stream(key)).toBeUndefined();
    expect(await collect(reader().list(key))).toEqual([]);
  });

  it('answers `unchanged` for the current ETag and the body for an older one', async () => {
    const key = internalKey(directory(), 'a');
    const first = await store().put(key, text('1'));
    expect(await reader().get(key, { ifNoneMatch: first.etag })).toBe('unchanged');
    await store().put(key, text('2'));
    expect(await reader().get(key, { ifNoneMatch: first.etag })).toMatchObject({ size: 1 });
  });

  it('takes any plain character and empty bodies', async () => {
    const key = publicKey("/a-Z.9_~@+!:'()*/=,ü b/!~*'()+@:.x");
    await store().put(key, new Uint8Array(0));
    expect(await reader().head(key)).toMatchObject({ size: 0 });
    expect(await collect(reader().list(key))).toEqual([key]);
    const streamed = await reader().stream(key);
    expect(await read(streamed!.body)).toEqual(Buffer.alloc(0));
  });

  it('holds a name beside names below it', async () => {
    const [name, file] = [publicKey('/npm/lodash'), publicKey('/npm/lodash/-/lodash.tgz')];
    await store().put(name, text('metadata'));
    await store().put(file, text('tarball'));
    expect(await reader().head(name)).toMatchObject({ size: 8 });
    expect(await reader().head(file)).toMatchObject({ size: 7 });
  });

  it('streams a whole body and ranges of it', async () => {
    const key = internalKey(directory(), 'a');
    const body = randomBytes(300_000);
    await store().put(key, body);
    const ranges: [Parameters<ObjectStore['stream']>[1], Buffer][] = [
      [undefined, body],
      [{ first: 0, last: 0 }, body.subarray(0, 1)],
      [{ first: 1000, last: 99_999 }, body.subarray(1000, 100_000)],
      [{ first: 299_990 }, body.subarray(299_990)],
      [{ first: 299_990, last: 400_000 }, body.subarray(299_990)],
    ];
    for (const [range, expected] of ranges) {
      const stream = await reader().stream(key, range);
      expect(stream).toMatchObject({ size: 300_000 });
      expect((await read(stream!.body)).equals(expected)).toBe(true);
    }
  });

  it('lets a reader leave in the middle of a body', async () => {
    const key = internalKey(directory(), 'a');
    await store().put(key, Buffer.alloc(4 * MiB));
    for (let round = 0; round < 80; round++) {
      const stream = await reader().stream(key);
      for await (const chunk of stream!.body) {
        expect(chunk.byteLength).toBeGreaterThan(0);
        break;
      }
    }
  });

  it('lists in bytewise order, whatever the characters, from any key on', async () => {
    const folder = directory();
    const names = [
      'a',
      'a/b',
      'a-/b',
      'a!/b',
      'a~',
      'a0/x',
      'B',
      'a.b/c',
      '_',
      '(/)',
      'a/b/c',
      'a+b',
      '@s/p',
      'z/=,ü',
    ];
    const keys = names.map((name) => publicKey(`/${folder}/${name}`)).sort();
    for (const key of keys) await store().put(key, text(''));
    const prefix = `public/${folder}/`;
    expect(await collect(reader().list(prefix))).toEqual(keys);
    for (const [index, after] of keys.entries()) {
      expect(await collect(reader().list(prefix, { after }))).toEqual(keys.slice(index + 1));
    }
  });

  it('lists more keys than fit a page, each once', async () => {
    const folder = directory();
    const names = Array.from(
      { length: 2100 },
      (_, index) => `d${index % 3}${'-'.repeat(index % 2)}/${index}`,
    );
    const keys = names.map((name) => publicKey(`/${folder}/${name}`)).sort();
    // What another reader of this bucket was shown is still there.
    const present = new Set(await collect(store().list(`public/${folder}/`)));
    const queue = keys.filter((key) => !present.has(key));
    const worker = async () => {
      for (let key = queue.pop(); key !== undefined; key = queue.pop()) await store().put(key, text(''));
    };
    await Promise.all(Array.from({ length: 16 }, worker));
    expect(await collect(reader().list(`public/${folder}/`))).toEqual(keys);
    expect(await collect(reader().list(`public/${folder}/`, { after: keys[1500]! }))).toEqual(
      keys.slice(1501),
    );
  });
}
