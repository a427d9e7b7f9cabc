import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStore } from '../../../storage/create-store.ts';
import { StoreError } from '../../../storage/errors.ts';
import { internalKey } from '../../../storage/keys.ts';
import { DEADLINES } from '../../../storage/s3/deadlines.ts';
import { HttpExchange } from '../../../storage/s3/http-exchange.ts';
import { S3Reader } from '../../../storage/s3/reader.ts';
import { S3Requests } from '../../../storage/s3/requests.ts';
import type { ObjectStore } from '../../../storage/store.ts';
import { startFullBacklog } from '../../support/full-backlog.ts';
import { startHttpServer, type HttpServer } from '../../support/http-server.ts';
import { until } from '../../support/until.ts';
import { startVersitygw } from '../../support/versitygw.ts';

const key = internalKey('a');
const cleanups: (() => unknown)[] = [];
let credentialsFile: string;

beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'skerry-requests-'));
  cleanups.push(() => rm(folder, { recursive: true }));
  credentialsFile = join(folder, 'credentials.json');
  await writeKey('first');
});
afterEach(async () => {
  vi.useRealTimers();
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const writeKey = (accessKeyId: string) =>
  writeFile(credentialsFile, JSON.stringify({ accessKeyId, secretAccessKey: 's' }));

function open(endpoint: string): ObjectStore {
  const store = createStore({ dialect: 's3', endpoint, region: 'r', bucket: 'b', credentialsFile });
  cleanups.push(() => store.close());
  return store;
}

type Reply = (response: ServerResponse, request: IncomingMessage) => unknown;

const ok: Reply = (response) => response.writeHead(200, { etag: '"e"', 'content-length': 0 }).end();
const error = (status: number, code: string, headers: Record<string, string> = {}): Reply => {
  const xml = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>so</Message></Error>`;
  return (response) => response.writeHead(status, headers).end(xml);
};

/** Answers by the replies in turn, the last one for ever. */
async function scripted(...replies: Reply[]) {
  const requests: IncomingMessage[] = [];
  const server: HttpServer = await startHttpServer((request, response) => {
    requests.push(request);
    request.resume().on('end', () => {
      replies[Math.min(requests.length, replies.length) - 1]!(response, request);
    });
  });
  cleanups.push(() => server.stop());
  return { store: open(server.endpoint), requests, server };
}

async function failure(action: () => Promise<unknown>): Promise<Error> {
  return action().then(
    () => Promise.reject(new Error('nothing failed')),
    (reason: Error) => reason,
  );
}

describe('a store that says', () => {
  it.each([
    [400, 'RequestTimeout'],
    [408, ''],
    [409, 'OperationAborted'],
    [409, 'ConditionalRequestConflict'],
    [409, 'ExistingObjectIsDirectory'],
    [429, 'TooManyRequests'],
    [500, 'InternalError'],
    [503, 'SlowDown'],
  ])('%i %s is asked again', async (status, code) => {
    const { store, requests } = await scripted(error(status, code), ok);
    await store.put(key, Buffer.from('x'));
    expect(requests).toHaveLength(2);
  });

  it.each([
    [403, 'AccessDenied'],
    [404, 'NoSuchBucket'],
    [501, 'NotImplemented'],
  ])('%i %s is believed', async (status, code) => {
    const { store, requests } = await scripted(error(status, code));
    const refused = await failure(() => store.get(key));
    expect(refused).toBeInstanceOf(StoreError);
    expect(refused.message).toBe(`get internal/=a: ${status} ${code} so`);
    expect(requests).toHaveLength(1);
  });

  it('when to come back is asked no earlier', async () => {
    const { store } = await scripted(error(503, 'SlowDown', { 'retry-after': '1' }), ok);
    const began = performance.now();
    await store.put(key, Buffer.from('x'));
    expect(performance.now() - began).toBeGreaterThan(990);
  });
});

const keyOf = ({ headers }: IncomingMessage) => /Credential=(\w+)\//.exec(String(headers.authorization))?.[1];

describe('expired credentials', () => {
  it.each([
    [400, 'ExpiredToken'],
    [403, 'InvalidAccessKeyId'],
  ])('are had anew, once: %i %s', async (status, code) => {
    const { store, requests } = await scripted(ok, error(status, code), ok);
    await store.put(key, Buffer.from('x'));
    await writeKey('second');
    await store.put(key, Buffer.from('x'));
    expect(requests.map(keyOf)).toEqual(['first', 'first', 'second']);
  });

  it('are had anew for a HEAD, too, whose refusal has no code', async () => {
    const { store, requests } = await scripted(ok, (response) => response.writeHead(403).end(), ok);
    await store.head(key);
    await writeKey('second');
    expect(await store.head(key)).toMatchObject({ etag: '"e"' });
    expect(requests.map(keyOf)).toEqual(['first', 'first', 'second']);
  });

  it('are not had again and again where new ones are refused, too', async () => {
    const { store, requests } = await scripted(error(400, 'ExpiredToken'));
    await expect(store.put(key, Buffer.from('x'))).rejects.toThrow(/400 ExpiredToken so \(after 2 tries\)/);
    expect(requests).toHaveLength(2);
  });
});

describe('a clock that is off', () => {
  it("is corrected by the store's, for this request and the next ones", async () => {
    const date = new Date(Date.now() + 3_600_000).toUTCString();
    const { store, requests } = await scripted(error(403, 'RequestTimeTooSkewed', { date }), ok);
    await store.put(key, Buffer.from('x'));
    await store.put(key, Buffer.from('x'));
    const hours = requests.map(({ headers }) => {
      const [, day, time] = /^(\d{8})T(\d{6})Z$/.exec(String(headers['x-amz-date']))!;
      const iso = `${day}${time}`.replace(/(....)(..)(..)(..)(..)(..)/, '$1-$2-$3T$4:$5:$6Z');
      return Math.round((Date.parse(iso) - Date.now()) / 3_600_000) + 0; // Never -0.
    });
    expect(hours).toEqual([0, 1, 1]);
  });

  it('is corrected once, and not where the store has the same time', async () => {
    const date = new Date(Date.now() + 3_600_000).toUTCString();
    const skewed = await scripted(error(403, 'RequestTimeTooSkewed', { date }));
    await expect(skewed.store.get(key)).rejects.toThrow(/403 RequestTimeTooSkewed/);
    expect(skewed.requests).toHaveLength(2);
    const equal = await scripted((response) => response.writeHead(403).end());
    await expect(equal.store.head(key)).rejects.toThrow('head internal/=a: 403 Forbidden');
    expect(equal.requests).toHaveLength(1);
  });

  it.each([
    ['ahead', 3_600_000],
    ['behind', -3_600_000],
  ])('does not keep anybody from a real store: an hour %s', async (_, ms) => {
    const gateway = await startVersitygw();
    cleanups.push(() => gateway.stop());
    const store = createStore(gateway.config);
    cleanups.push(() => store.close());
    vi.useFakeTimers({ now: Date.now() + ms, toFake: ['Date'] });
    await store.put(key, Buffer.from('x'));
    expect(await store.head(key)).toMatchObject({ size: 1 });
    const skewed = createStore(gateway.config);
    cleanups.push(() => skewed.close());
    expect(await skewed.head(key)).toMatchObject({ size: 1 });
  });
});

describe('a store that says nothing', () => {
  it('costs seconds where it takes no connections', { timeout: 60_000 }, async () => {
    const hole = await startFullBacklog();
    cleanups.push(() => hole.stop());
    const began = performance.now();
    // A tenth of what it really takes.
    expect(DEADLINES.connect).toBeLessThanOrEqual(4_000);
    const config = {
      dialect: 's3',
      endpoint: hole.endpoint,
      region: 'r',
      bucket: 'b',
      credentialsFile,
    } as const;
    const reader = new S3Reader(
      new S3Requests(config, { open: (url) => new HttpExchange(url, { ...DEADLINES, connect: 400 }) }),
    );
    cleanups.push(() => reader.close());
    const refused = await failure(() => reader.head(key));
    expect(refused.message).toBe('head internal/=a: ETIMEDOUT no connection within 0.4 s (after 5 tries)');
    expect(performance.now() - began).toBeLessThan(7_000);
  });

  it('is left at once by a caller who gives up, in a try and between tries', async () => {
    const reason = new Error('no longer wanted');
    const silent = await scripted(() => undefined);
    const caller = new AbortController();
    const waiting = failure(() => silent.store.get(key, { signal: caller.signal }));
    await until('it is asked', () => silent.requests.length === 1);
    caller.abort(reason);
    expect(await waiting).toBe(reason);

    const busy = await scripted(error(503, 'SlowDown', { 'retry-after': '60' }));
    const other = new AbortController();
    const pausing = failure(() => busy.store.put(key, Buffer.from('x'), { signal: other.signal }));
    await until('it is asked', () => busy.requests.length === 1);
    other.abort(reason);
    expect(await pausing).toBe(reason);
    expect(busy.requests).toHaveLength(1);
  });

  it('in the middle of a body is left with the reason of the caller', async () => {
    const reason = new Error('no longer wanted');
    const { store } = await scripted((response) => {
      response.writeHead(200, { 'content-length': 10 }).write('begun');
    });
    const caller = new AbortController();
    const stream = await store.stream(key, undefined, { signal: caller.signal });
    const reading = failure(() => textOf(stream!.body));
    caller.abort(reason);
    expect(await reading).toBe(reason);
  });
});

describe('what is not the store’s doing', () => {
  it('is neither tried again nor called an error of the store: a header that can not be sent', async () => {
    const { store, requests } = await scripted(ok);
    const wrong = await failure(() => store.put(key, Buffer.from('x'), { metadata: { a: 'line\nbreak' } }));
    expect(wrong).toBeInstanceOf(TypeError);
    expect(wrong).not.toBeInstanceOf(StoreError);
    expect(requests).toHaveLength(0);
  });

  it('is neither tried again nor called an error of the store: a consumer that fails', async () => {
    const { store, requests } = await scripted((response) => {
      response.writeHead(200, { 'content-length': 1e7 }).write(Buffer.alloc(1e6));
    });
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    const stream = await store.stream(key);
    const consume = async () => {
      for await (const _ of stream!.body) throw full;
    };
    expect(await failure(consume)).toBe(full);
    expect(requests).toHaveLength(1);
    await until('the connection is closed', () => requests[0]!.socket.destroyed);
  });

  it('is neither tried again nor called an error of the store: a chunk that is none', async () => {
    const { store, requests } = await scripted(ok);
    const writer = store.write(key);
    const wrong = await failure(() => writer.write(undefined as unknown as Uint8Array));
    expect(wrong).toBeInstanceOf(TypeError);
    await writer.abort();
    expect(requests).toHaveLength(0);
  });

  it('is told at once: a store that is closed', async () => {
    const { store } = await scripted(ok);
    store.close();
    expect((await failure(() => store.get(key))).message).toBe('the store is closed');
  });
});

it('tries again where a long work that began well has failed', async () => {
  const parts = Buffer.alloc(9 * 1024 * 1024);
  const xml =
    (text: string): Reply =>
    (response) =>
      response.end(text);
  const copied =
    '<CopyObjectResult><ETag>"c"</ETag><LastModified>2026-01-02T03:04:05Z</LastModified></CopyObjectResult>';
  const { store, requests } = await scripted(
    xml('<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>'),
    ok,
    ok,
    xml('\n\n<Error><Code>InternalError</Code><Message>so</Message></Error>'),
    xml('<CompleteMultipartUploadResult><ETag>"e"</ETag></CompleteMultipartUploadResult>'),
    xml(copied),
    ok,
  );
  const writer = store.write(key);
  await writer.write(parts);
  expect(await writer.commit()).toMatchObject({ etag: '"c"', size: parts.byteLength });
  const methods = requests.map(({ method, url }) => `${method} ${url!.replace(/.*\?/, '')}`);
  expect(methods.slice(0, 6)).toEqual([
    'POST uploads=',
    'PUT partNumber=1&uploadId=u',
    'PUT partNumber=2&uploadId=u',
    'POST uploadId=u',
    'POST uploadId=u',
    'PUT /b/internal/%3Da',
  ]);
  const digest = createHash('sha256')
    .update(parts.subarray(0, 8 * 1024 * 1024))
    .digest('hex');
  expect(requests[1]!.headers['x-amz-content-sha256']).toBe(digest);
});
