import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createReader } from '../../storage/create-reader.ts';
import { createStore } from '../../storage/create-store.ts';
import { StoreError, TruncatedBodyError } from '../../storage/errors.ts';
import { internalKey, publicKey } from '../../storage/keys.ts';
import { allowPublicRead, denyPublicRead, ensureBucket } from '../../storage/s3/bucket.ts';
import type { ObjectStore, ReadableStore } from '../../storage/store.ts';
import { startCutProxy, type CutProxy } from '../support/cut-proxy.ts';
import { startVersitygw, type Versitygw } from '../support/versitygw.ts';
import { read } from './reading-contract.ts';

const MiB = 1024 * 1024;
const WRITER = fileURLToPath(new URL('../support/endless-writer.ts', import.meta.url));

let gateway: Versitygw;
let proxy: CutProxy;
let direct: ObjectStore;
let cut: ObjectStore;
let reader: ReadableStore;

beforeAll(async () => {
  gateway = await startVersitygw();
  proxy = await startCutProxy({ address: gateway.address, port: 7070 });
  direct = createStore(gateway.config);
  cut = createStore({ ...gateway.config, endpoint: proxy.endpoint });
  reader = createReader({ ...gateway.config, endpoint: proxy.endpoint });
});
afterAll(async () => {
  direct?.close();
  cut?.close();
  reader?.close();
  await proxy?.stop();
  await gateway?.stop();
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
    const away = create({ ...gateway.config, endpoint: 'http://127.0.0.1:9' });
    await expect(away.get(internalKey('a'))).rejects.toThrow(
      /get internal\/=a: ECONNREFUSED .*after 5 tries/,
    );
    away.close();
  });

  it('refuses wrong credentials and unreadable files of them', async () => {
    const { credentialsFile: _file, ...rest } = gateway.config;
    const lost = create({ ...rest, credentialsFile: '/nonexistent.json' });
    await expect(lost.get(internalKey('a'))).rejects.toThrow(/nonexistent.json: is not a readable JSON file/);
    lost.close();
    const stranger = create({ ...gateway.config, region: 'elsewhere' });
    await expect(stranger.get(internalKey('a'))).rejects.toThrow(/get internal\/=a: 4\d\d \w+/);
    stranger.close();
  });
});

describe('a process that is killed', () => {
  const children: ChildProcess[] = [];
  afterEach(() => children.splice(0).forEach((child) => child.kill('SIGKILL')));

  async function endlessWriter(key: string, size: number) {
    const args = [WRITER, JSON.stringify(gateway.config), key, String(size)];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    const lines = createInterface({ input: child.stdout });
    return { child, lines };
  }

  /** Until a first body is committed and the next ones have come so many steps further. */
  async function progress(lines: AsyncIterable<string>, steps: number) {
    let left: number | undefined;
    for await (const line of lines) {
      if (line.startsWith('committed')) left ??= steps;
      if (left !== undefined && left-- <= 0) return;
    }
  }

  /** Bodies consist of one repeated byte: a torn one shows. */
  async function expectWhole(key: string, size: number) {
    const body = await read((await direct.stream(key))!.body);
    expect(body.byteLength).toBe(size);
    expect(body.equals(Buffer.alloc(size, body[0]))).toBe(true);
  }

  it.each([
    ['small', 200_000],
    ['several parts', 18 * MiB],
  ])('leaves nothing torn when it is the writer: %s', async (_, size) => {
    const key = internalKey('kill', `client-${size}`);
    for (let round = 0; round < 6; round++) {
      const { child, lines } = await endlessWriter(key, size);
      await progress(lines, round * 3);
      child.kill('SIGKILL');
      await once(child, 'exit');
      await expectWhole(key, size);
    }
  });

  it('leaves nothing torn when it is the store', async () => {
    const keys = [internalKey('kill', 'server-small'), internalKey('kill', 'server-large')];
    const sizes = [200_000, 18 * MiB];
    for (let round = 0; round < 5; round++) {
      const writers = await Promise.all(keys.map((key, index) => endlessWriter(key, sizes[index]!)));
      await progress(writers[1]!.lines, round * 3);
      await gateway.kill('SIGKILL');
      for (const { child } of writers) {
        child.kill('SIGKILL');
      }
      await gateway.start();
      for (const [index, key] of keys.entries()) await expectWhole(key, sizes[index]!);
    }
  });

  it('leaves uploads that the sweep finds by their age', async () => {
    const { child, lines } = await endlessWriter(internalKey('kill', 'stale'), 40 * MiB);
    for await (const _line of lines) break;
    child.kill('SIGKILL');
    await once(child, 'exit');
    const hourAgo = new Date(Date.now() - 3_600_000);
    expect(await direct.sweepAbandoned(hourAgo)).toEqual({ uploads: 0, bodies: 0 });
    const inAnHour = new Date(Date.now() + 3_600_000);
    expect((await direct.sweepAbandoned(inAnHour)).uploads).toBeGreaterThan(0);
    expect(await direct.sweepAbandoned(inAnHour)).toEqual({ uploads: 0, bodies: 0 });
  });
});

describe('public reading', () => {
  it('is allowed for GET of public keys alone', async () => {
    await ensureBucket(gateway.config);
    await allowPublicRead(gateway.config);
    await allowPublicRead(gateway.config);
    const open = publicKey('/composer/a+b.json');
    const closed = internalKey('composer', 'a.json');
    await direct.put(open, Buffer.from('{}'));
    await direct.put(closed, Buffer.from('{}'));
    const bucket = `${gateway.endpoint}/test`;
    const status = async (path: string, init?: RequestInit) => (await fetch(`${bucket}${path}`, init)).status;
    expect(await status(`/${open}`)).toBe(200);
    expect(await status(`/${closed}`)).toBe(403);
    expect(await status('?list-type=2')).toBe(403);
    expect(await status('?list-type=2&prefix=public/')).toBe(403);
    expect(await status(`/${open}`, { method: 'PUT', body: 'x' })).toBe(403);
    expect(await status(`/${open}`, { method: 'DELETE' })).toBe(403);
    expect(await status(`/${publicKey('/none')}`)).toBeGreaterThanOrEqual(403);
    await denyPublicRead(gateway.config);
    expect(await status(`/${open}`)).toBe(403);
  });
});
