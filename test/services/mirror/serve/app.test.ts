import { afterEach, describe, expect, it } from 'vitest';
import { createApp } from '../../../../services/mirror/serve/app.ts';
import type { CachedBody } from '../../../../services/mirror/serve/cached-object.ts';
import type { MirrorStatus } from '../../../../services/mirror/status.ts';

const modified = new Date('2026-11-22T01:02:03.456Z');
const object = (body: string, ttl = 1000): CachedBody => ({
  ttl,
  key: 'k',
  size: body.length,
  etag: '"bucket"',
  modified,
  body: Buffer.from(body),
});
const status: MirrorStatus = {
  version: 1,
  upstream: 'https://repo.example.org',
  written: '2026-11-22T01:00:00.000Z',
  state: 'syncing',
  run: {
    id: 'r',
    started: '2026-11-22T00:59:00.000Z',
    packages: { total: 2000, done: 1500, failed: 2 },
    dists: { fetched: 10, present: 5, failed: 1, bytes: 12_345_678 },
  },
  recentFailures: [
    {
      package: 'a/b',
      url: 'https://x.example/<script>',
      kind: 'bad-zip',
      message: 'it begins with "<script>alert(1)</script>"',
      attempts: 4,
      at: '2026-11-22T00:59:30.000Z',
    },
  ],
  failures: 3,
};

let app: ReturnType<typeof createApp>;
const errors: Error[] = [];
afterEach(async () => {
  errors.length = 0;
  await app.close();
});

function start(options: Partial<Parameters<typeof createApp>[0]> = {}) {
  app = createApp({
    instance: 'local-1/mirror-serve/i-1',
    root: { get: async () => object('{"packages":[]}') },
    status: { get: async () => object(JSON.stringify(status)) },
    isReady: async () => true,
    onError: (error) => errors.push(error),
    now: () => new Date('2026-11-22T01:00:05.000Z'),
    ...options,
  });
  return (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers });
}

describe('the root', () => {
  it('is the bucket’s, with validators, and the name of the instance', async () => {
    const answer = await start()('/packages.json');
    expect(answer.body).toBe('{"packages":[]}');
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json',
      'last-modified': 'Sun, 22 Nov 2026 01:02:03 GMT',
      'x-skerry-instance': 'local-1/mirror-serve/i-1',
    });
  });

  it('is not sent again to who has it', async () => {
    const ask = start();
    const { etag } = (await ask('/packages.json')).headers;
    for (const [headers, code] of [
      [{ 'if-none-match': etag as string }, 304],
      [{ 'if-none-match': `"other", W/${etag as string}` }, 304],
      [{ 'if-none-match': '"other"' }, 200],
      [{ 'if-modified-since': 'Sun, 22 Nov 2026 01:02:03 GMT' }, 304],
      [{ 'if-modified-since': 'Sun, 22 Nov 2026 01:02:02 GMT' }, 200],
      [{ 'if-modified-since': 'nonsense' }, 200],
    ] as [Record<string, string>, number][]) {
      expect((await ask('/packages.json', headers)).statusCode, JSON.stringify(headers)).toBe(code);
    }
  });

  it('is 404 with the reason before the first full sync', async () => {
    const before = await start({ root: { get: async () => undefined } })('/packages.json');
    expect(before.statusCode).toBe(404);
    expect(before.json<{ error: string }>().error).toMatch(/first full sync/);
  });

  it('tells where the bucket is away to the log alone', async () => {
    const reason = new Error('get public/=packages.json: connect ECONNREFUSED 10.0.0.5:443');
    for (const path of ['/packages.json', '/status', '/status.json']) {
      const failing = { get: () => Promise.reject(reason) };
      const away = await start({ root: failing, status: failing })(path);
      expect(away.statusCode).toBe(503);
      expect(away.json()).toEqual({ error: "the bucket can't be read; please try again later" });
      expect(errors.splice(0)).toEqual([reason]);
      await app.close();
    }
  });

  it('is no reason to call the bucket away where the client asks wrongly', async () => {
    start();
    const headers = { 'content-type': 'application/json' };
    const answer = await app.inject({ method: 'POST', url: '/packages.json', headers, body: '{' });
    expect(answer.statusCode).toBe(400);
    expect(errors).toEqual([]);
  });
});

it.each(['/packages.json', '/status.json'])('%s says when the bucket has not confirmed it', async (path) => {
  const fresh = await start()(path);
  expect(fresh.headers).not.toHaveProperty('cache-status');
  await app.close();
  const stale = async () => object('{}', -12_300);
  const answer = await start({ root: { get: stale }, status: { get: stale } })(path);
  expect(answer.statusCode).toBe(200);
  expect(answer.headers['cache-status']).toBe('mirror-serve; hit; ttl=-13');
});

describe('status and health', () => {
  it.each(['/status.json', '/api/v1/status'])('%s is what the sync wrote', async (path) => {
    const answer = await start()(path);
    expect(answer.json()).toEqual(status);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('has a page for people that shows everything and lets nothing in', async () => {
    const answer = await start()('/status');
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    for (const text of [
      'syncing',
      '1,502 of 2,000, 2 failed',
      '12.3 MB',
      'Failures: 3',
      'bad-zip',
      '5 s ago',
      'a/b',
    ]) {
      expect(answer.body).toContain(text);
    }
    expect(answer.body).not.toContain('<script');
    expect(answer.body).toContain('&lt;script&gt;');
  });

  it('has a page before the sync has said anything', async () => {
    const ask = start({ status: { get: async () => undefined } });
    expect((await ask('/status')).body).toContain('not said anything yet');
    expect((await ask('/status.json')).statusCode).toBe(404);
  });

  it('is healthy when it can reach its bucket', async () => {
    expect((await start()('/healthz')).json()).toEqual({ status: 'ok' });
    await app.close();
    expect((await start({ isReady: async () => false })('/healthz')).statusCode).toBe(503);
  });

  it('answers anything else by a JSON 404', async () => {
    const answer = await start()('/p2/a/b.json');
    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toEqual({ error: 'nothing is at /p2/a/b.json' });
  });
});
