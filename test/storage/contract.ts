import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { internalKey, internalPrefix } from '../../storage/keys.ts';
import type { ObjectStore } from '../../storage/store.ts';
import { collect, holdsTheReadingContract, read } from './reading-contract.ts';

const MiB = 1024 * 1024;
const text = (value: string) => Buffer.from(value);

/** What every dialect must do. `store` is asked for in each test; each uses a directory of its own. */
export function holdsTheContract(store: () => ObjectStore): void {
  let directories = 0;
  const directory = () => `contract-${directories++}`;

  holdsTheReadingContract(store, store);

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
