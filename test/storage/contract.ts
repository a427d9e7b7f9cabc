import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { internalKey, internalPrefix, publicKey } from '../../storage/keys.ts';
import type { ObjectInfo, ObjectStore } from '../../storage/store.ts';

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

/** What every dialect must do. `store` is asked for in each test; each uses a directory of its own. */
export function holdsTheContract(store: () => ObjectStore): void {
  let directories = 0;
  const directory = () => `contract-${directories++}`;

  it('gives back what was put, with its metadata, and the same ETag everywhere', async () => {
    const key = publicKey(`/${directory()}/a.json`);
    const options = {
      contentType: 'application/json',
      cacheControl: 'max-age=60',
      metadata: { sha256: 'ab' },
    };
    const put = await store().put(key, text('{}'), options);
    const got = await store().get(key);
    const head = await store().head(key);
    if (got === undefined || got === 'unchanged') throw new Error('not there');
    expect(Buffer.from(got.body)).toEqual(text('{}'));
    expect(head).toMatchObject({ ...options, key, size: 2, etag: put.etag });
    expect(got).toMatchObject({ ...options, key, size: 2, etag: put.etag });
    expect(Math.abs(head!.modified.getTime() - Date.now())).toBeLessThan(60_000);
    for await (const info of store().list(key)) expect(info).toMatchObject({ key, size: 2, etag: put.etag });
  });

  it('has nothing where nothing was put', async () => {
    const key = internalKey(directory(), 'nothing');
    expect(await store().head(key)).toBeUndefined();
    expect(await store().get(key)).toBeUndefined();
    expect(await store().stream(key)).toBeUndefined();
    expect(await collect(store().list(key))).toEqual([]);
  });

  it('answers `unchanged` for the current ETag and the body for an older one', async () => {
    const key = internalKey(directory(), 'a');
    const first = await store().put(key, text('1'));
    expect(await store().get(key, { ifNoneMatch: first.etag })).toBe('unchanged');
    await store().put(key, text('2'));
    expect(await store().get(key, { ifNoneMatch: first.etag })).toMatchObject({ size: 1 });
  });

  it('takes any plain character and empty bodies', async () => {
    const key = publicKey("/a-Z.9_~@+!:'()*/=,ü b/!~*'()+@:.x");
    await store().put(key, new Uint8Array(0));
    expect(await store().head(key)).toMatchObject({ size: 0 });
    expect(await collect(store().list(key))).toEqual([key]);
    const streamed = await store().stream(key);
    expect(await read(streamed!.body)).toEqual(Buffer.alloc(0));
  });

  it('holds a name beside names below it', async () => {
    const [name, file] = [publicKey('/npm/lodash'), publicKey('/npm/lodash/-/lodash.tgz')];
    await store().put(name, text('metadata'));
    await store().put(file, text('tarball'));
    expect(await store().head(name)).toMatchObject({ size: 8 });
    expect(await store().head(file)).toMatchObject({ size: 7 });
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
      const stream = await store().stream(key, range);
      expect(stream).toMatchObject({ size: 300_000 });
      expect((await read(stream!.body)).equals(expected)).toBe(true);
    }
  });

  it('lets a reader leave in the middle of a body', async () => {
    const key = internalKey(directory(), 'a');
    await store().put(key, Buffer.alloc(4 * MiB));
    for (let round = 0; round < 80; round++) {
      const stream = await store().stream(key);
      for await (const chunk of stream!.body) {
        expect(chunk.byteLength).toBeGreaterThan(0);
        break;
      }
    }
  });

  it('creates an absent key for exactly one of 32 racing callers', async () => {
    const folder = directory();
    for (let round = 0; round < 50; round++) {
      const key = internalKey(folder, String(round));
      const racers = Array.from({ length: 32 }, async (_, racer) => ({
        racer,
        outcome: await store().putIfAbsent(key, text(`racer ${racer}`)),
      }));
      const winners = (await Promise.all(racers)).filter(({ outcome }) => outcome === 'created');
      expect(winners).toHaveLength(1);
      const got = await store().get(key);
      expect(got !== 'unchanged' && Buffer.from(got!.body).toString()).toBe(`racer ${winners[0]!.racer}`);
    }
    expect(await collect(store().list(internalPrefix(folder)))).toHaveLength(50);
  });

  it('refuses to create over an object that put or a writer made, and creates again after a delete', async () => {
    const key = internalKey(directory(), 'a');
    await store().put(key, text('1'));
    expect(await store().putIfAbsent(key, text('2'))).toBe('exists');
    await store().delete(key);
    expect(await store().putIfAbsent(key, text('3'), { metadata: { a: 'b' } })).toBe('created');
    expect((await store().head(key))?.metadata).toEqual({ a: 'b' });
  });

  it.each([
    ['empty', 0],
    ['small', 100_000],
    ['one part exactly', 8 * MiB],
    ['several parts', 20 * MiB + 7],
  ])('writes in bounded pieces and shows nothing before the commit: %s', async (_, size) => {
    const folder = directory();
    const key = internalKey(folder, 'a');
    const body = randomBytes(size);
    await store().put(key, text('before'));
    const writer = store().write(key, { contentType: 'application/zip', metadata: { origin: 'test' } });
    for (let at = 0; at < size; at += 700_001) await writer.write(body.subarray(at, at + 700_001));
    expect(await store().head(key)).toMatchObject({ size: 6 });
    expect(await collect(store().list(internalPrefix(folder)))).toEqual([key]);
    const committed = await writer.commit({ sha256: 'digest' });
    const head = await store().head(key);
    const metadata = { origin: 'test', sha256: 'digest' };
    expect(head).toMatchObject({ size, contentType: 'application/zip', metadata, etag: committed.etag });
    const stream = await store().stream(key);
    expect((await read(stream!.body)).equals(body)).toBe(true);
    expect(await writer.commit()).toEqual(committed);
    await writer.abort();
    expect(await store().head(key)).toMatchObject({ size });
    expect(await collect(store().list(internalPrefix('staging')))).toEqual([]);
  });

  it.each([
    ['small', 1000],
    ['several parts', 18 * MiB],
  ])('leaves what was there when a writer is aborted: %s', async (_, size) => {
    const key = internalKey(directory(), 'a');
    await store().put(key, text('before'));
    const writer = store().write(key);
    await writer.write(Buffer.alloc(size));
    await writer.abort();
    await writer.abort();
    await expect(writer.write(text('more'))).rejects.toThrow(/aborted/);
    await expect(writer.commit()).rejects.toThrow(/aborted/);
    expect(await store().head(key)).toMatchObject({ size: 6 });
    expect(await collect(store().list(internalPrefix('staging')))).toEqual([]);
  });

  it('aborts while a part is on its way', async () => {
    const key = internalKey(directory(), 'a');
    const writer = store().write(key);
    const writing = writer.write(Buffer.alloc(30 * MiB));
    const outcome = writing.then(
      () => 'written',
      (error: Error) => error.message,
    );
    await writer.abort();
    expect(await outcome).toMatch(/abort/i);
    expect(await store().head(key)).toBeUndefined();
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
    expect(await collect(store().list(prefix))).toEqual(keys);
    for (const [index, after] of keys.entries()) {
      expect(await collect(store().list(prefix, { after }))).toEqual(keys.slice(index + 1));
    }
  });

  it('lists more keys than fit a page, each once', async () => {
    const folder = directory();
    const names = Array.from(
      { length: 2100 },
      (_, index) => `d${index % 3}${'-'.repeat(index % 2)}/${index}`,
    );
    const keys = names.map((name) => publicKey(`/${folder}/${name}`)).sort();
    const queue = [...keys];
    const worker = async () => {
      for (let key = queue.pop(); key !== undefined; key = queue.pop()) await store().put(key, text(''));
    };
    await Promise.all(Array.from({ length: 16 }, worker));
    expect(await collect(store().list(`public/${folder}/`))).toEqual(keys);
    expect(await collect(store().list(`public/${folder}/`, { after: keys[1500]! }))).toEqual(
      keys.slice(1501),
    );
  });

  it('deletes, also what is not there', async () => {
    const key = internalKey(directory(), 'a');
    await store().put(key, text('1'));
    await store().delete(key);
    await store().delete(key);
    expect(await store().head(key)).toBeUndefined();
  });

  it('deletes and puts neighbours at the same time', async () => {
    const folder = directory();
    const rounds = Array.from({ length: 100 }, async (_, index) => {
      const key = internalKey(folder, 'deep', 'down', String(index % 5));
      if (index % 2) await store().put(key, text('x'));
      else await store().delete(key);
    });
    await Promise.all(rounds);
    await store().put(internalKey(folder, 'deep', 'down', 'last'), text('x'));
    const keys = await collect(store().list(internalPrefix(folder)));
    expect(keys).toContain(internalKey(folder, 'deep', 'down', 'last'));
  });
}
