import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createReader } from '../../storage/create-reader.ts';
import { createStore } from '../../storage/create-store.ts';
import { StoreError, TruncatedBodyError } from '../../storage/errors.ts';
import { internalKey } from '../../storage/keys.ts';
import type { StoreConfig } from '../../storage/store-config.ts';
import type { ObjectStore, ReadableStore } from '../../storage/store.ts';
import { startCutProxy, type CutProxy } from '../support/cut-proxy.ts';
import { read } from './reading-contract.ts';

const MiB = 1024 * 1024;

/** What every dialect must do while answers are lost, cut, or don't come. `config` is that of a server that is there. */
export function survivesFaults(config: () => StoreConfig): void {
  let proxy: CutProxy;
  let direct: ObjectStore;
  let cut: ObjectStore;
  let reader: ReadableStore;

  beforeAll(async () => {
    const { hostname, port } = new URL(config().endpoint);
    proxy = await startCutProxy({ address: hostname, port: Number(port) });
    direct = createStore(config());
    cut = createStore({ ...config(), endpoint: proxy.endpoint });
    reader = createReader({ ...config(), endpoint: proxy.endpoint });
  });
  afterAll(async () => {
    direct?.close();
    cut?.close();
    reader?.close();
    await proxy?.stop();
  });

  describe('answers that are lost', () => {
    it('do not make the creator of an object believe that somebody else created it', async () => {
      const key = internalKey('lost', 'create');
      proxy.loseAnswers(1);
      expect(await cut.putIfAbsent(key, Buffer.from('mine'), { metadata: { a: 'b' } })).toBe('created');
      expect(proxy.lost).toBe(1);
      expect((await direct.head(key))?.metadata).toEqual({ a: 'b' });
      proxy.loseAnswers(1);
      expect(await cut.putIfAbsent(key, Buffer.from('mine'))).toBe('exists');
    });

    it('still leave exactly one winner among racing creators', async () => {
      for (let round = 0; round < 10; round++) {
        const key = internalKey('lost', 'race', String(round));
        proxy.loseAnswers(6);
        const racers = Array.from({ length: 16 }, (_, racer) =>
          cut.putIfAbsent(key, Buffer.from(String(racer))),
        );
        const outcomes = await Promise.all(racers);
        const winner = outcomes.indexOf('created');
        expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1);
        const got = await direct.get(key);
        expect(got !== 'unchanged' && Buffer.from(got!.body).toString()).toBe(String(winner));
      }
      proxy.loseAnswers(0);
    });

    it.each([
      ['a small body', 1000, 1],
      ['a long body', 17 * MiB, 1],
      ['a long body, three times', 17 * MiB, 3],
    ])('are survived by a commit of %s', async (_, size, times) => {
      const key = internalKey('lost', 'commit', String(size), String(times));
      const body = randomBytes(size);
      const writer = cut.write(key);
      await writer.write(body);
      proxy.loseAnswers(times);
      await writer.commit({ digest: 'x' });
      expect(await direct.head(key)).toMatchObject({ size, metadata: { digest: 'x' } });
      expect((await read((await direct.stream(key))!.body)).equals(body)).toBe(true);
    });

    it('let a commit be called again after it failed', async () => {
      const key = internalKey('lost', 'commit-again');
      const body = randomBytes(9 * MiB);
      const writer = cut.write(key);
      await writer.write(body);
      proxy.loseAnswers(1000);
      await expect(writer.commit()).rejects.toThrow(StoreError);
      proxy.loseAnswers(0);
      await writer.commit();
      expect((await read((await direct.stream(key))!.body)).equals(body)).toBe(true);
    });
  });

  const readers: [string, () => ReadableStore, typeof createReader][] = [
    ['the store', () => cut, createStore],
    ['the reader', () => reader, createReader],
  ];

  describe.each(readers)('a body that is cut, for %s', (_, through) => {
    it('makes a stream throw', async () => {
      const key = internalKey('cut', 'stream');
      await direct.put(key, randomBytes(3 * MiB));
      proxy.cutAnswersAfter(MiB, 1);
      const stream = await through().stream(key);
      await expect(read(stream!.body)).rejects.toThrow(TruncatedBodyError);
    });

    it('is fetched again by get', async () => {
      const key = internalKey('cut', 'get');
      const body = randomBytes(3 * MiB);
      await direct.put(key, body);
      proxy.cutAnswersAfter(MiB, 2);
      const got = await through().get(key);
      expect(got !== 'unchanged' && body.equals(got!.body)).toBe(true);
      proxy.cutAnswersAfter(MiB, 100);
      await expect(through().get(key)).rejects.toThrow(TruncatedBodyError);
      proxy.loseAnswers(0);
    });

    it('is asked for again where no answer came at all', async () => {
      const key = internalKey('cut', 'lost');
      await direct.put(key, Buffer.from('x'));
      proxy.loseAnswers(3);
      expect(await through().head(key)).toMatchObject({ size: 1 });
      proxy.loseAnswers(0);
    });
  });

  describe.each(readers)('a store that is away, for %s', (_, _through, create) => {
    it('is named in the error, with the key and the cause', async () => {
      const away = create({ ...config(), endpoint: 'http://127.0.0.1:9' });
      await expect(away.get(internalKey('a'))).rejects.toThrow(
        /get internal\/=a: ECONNREFUSED .*after 5 tries/,
      );
      away.close();
    });

    it('refuses wrong credentials and unreadable files of them', async () => {
      const { credentialsFile: _file, ...rest } = config();
      const lost = create({ ...rest, credentialsFile: '/nonexistent.json' });
      await expect(lost.get(internalKey('a'))).rejects.toThrow(
        /nonexistent.json: is not a readable JSON file/,
      );
      lost.close();
      const stranger = create({ ...config(), region: 'elsewhere' });
      await expect(stranger.get(internalKey('a'))).rejects.toThrow(/get internal\/=a: 4\d\d \w+/);
      stranger.close();
    });
  });
}
