import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { readCodeHostTokens } from '../../../../services/mirror/fetch/credentials.ts';
import { FetchFailure } from '../../../../services/mirror/fetch/failure.ts';
import type { Resolve } from '../../../../services/mirror/fetch/guarded-connector.ts';
import { Upstream, type UpstreamOptions } from '../../../../services/mirror/fetch/upstream.ts';
import { freeLoopbackAddress } from '../../../support/loopback.ts';
import { stopServer } from '../../../support/sample-upstream.ts';

const servers: Server[] = [];
const upstreams: Upstream[] = [];
const never = new AbortController().signal;

afterEach(async () => {
  await Promise.all(upstreams.splice(0).map((upstream) => upstream.close()));
  await Promise.all(servers.splice(0).map(stopServer));
});

async function serve(listener: RequestListener): Promise<string> {
  const address = await freeLoopbackAddress(8083);
  const server = createServer(listener);
  servers.push(server);
  server.listen(8083, address);
  await once(server, 'listening');
  return `http://${address}:8083`;
}

function client(options: Partial<UpstreamOptions> = {}): Upstream {
  const upstream = new Upstream({ userAgent: 'test', upstreamUrl: 'http://127.0.0.1', ...options });
  upstreams.push(upstream);
  return upstream;
}

async function failure(promise: Promise<unknown>): Promise<FetchFailure> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(FetchFailure);
  return error as FetchFailure;
}

async function readAll(upstream: Upstream, url: string): Promise<string> {
  const body = await upstream.open(url, never);
  const read: Uint8Array[] = [];
  await body.read((chunk) => void read.push(chunk));
  return Buffer.concat(read).toString();
}

describe('metadata', () => {
  it('is decoded, with its validators, and asked for conditionally', async () => {
    const seen: Record<string, unknown>[] = [];
    const url = await serve((request, response) => {
      seen.push(request.headers);
      if (request.headers['if-none-match'] === '"1"') return void response.writeHead(304).end();
      response.writeHead(200, {
        etag: '"1"',
        'last-modified': 'Sun, 22 Nov 2026 00:00:00 GMT',
        'content-encoding': 'gzip',
      });
      response.end(gzipSync('{"a":1}'));
    });
    const upstream = client();
    const file = await upstream.metadata(url, {}, never);
    if (file === 'unchanged') throw new Error('asked without a condition');
    expect(Buffer.from(file.body).toString()).toBe('{"a":1}');
    const { body: _, ...known } = file;
    expect(known).toEqual({ etag: '"1"', lastModified: 'Sun, 22 Nov 2026 00:00:00 GMT' });
    expect(await upstream.metadata(url, known, never)).toBe('unchanged');
    expect(seen[1]).toMatchObject({ 'if-modified-since': known.lastModified, 'user-agent': 'test' });
  });

  it('must not grow without a bound, packed or not', async () => {
    const url = await serve((request, response) => {
      const isPacked = request.url === '/packed';
      response.writeHead(200, isPacked ? { 'content-encoding': 'gzip' } : {});
      response.end(isPacked ? gzipSync(Buffer.alloc(100_000)) : Buffer.alloc(100_000));
    });
    const upstream = client({ limits: { metadataBytes: 10_000 } });
    expect((await failure(upstream.metadata(`${url}/packed`, {}, never))).kind).toBe('too-large');
    expect((await failure(upstream.metadata(url, {}, never))).kind).toBe('too-large');
  });
});

describe('failures', () => {
  it.each([
    [404, true],
    [410, true],
    [451, true],
    [403, false],
    [429, false],
    [500, false],
  ])('status %i is permanent: %s', async (status, isPermanent) => {
    const url = await serve((_, response) => response.writeHead(status, { 'retry-after': '7' }).end());
    const error = await failure(client().open(url, never));
    expect(error).toMatchObject({ kind: 'status', httpStatus: status, isPermanent, retryAfterMs: 7000 });
  });

  it.each<[string, RequestListener, string]>([
    ['no answer', () => undefined, 'timeout'],
    ['a body that stalls', (_, response) => void response.writeHead(200).write('a'), 'timeout'],
    [
      'a body that drips for ever',
      (_, response) => {
        response.writeHead(200);
        const timer = setInterval(() => response.write('a'), 20);
        response.on('close', () => clearInterval(timer));
      },
      'timeout',
    ],
    [
      'a body cut short',
      (_, response) =>
        void response.writeHead(200, { 'content-length': 10 }).write('a', () => response.destroy()),
      'network',
    ],
    [
      'a body longer than allowed',
      (_, response) => void response.writeHead(200).end(Buffer.alloc(5000)),
      'too-large',
    ],
    [
      'too many redirects',
      (_, response) => void response.writeHead(302, { location: '/again' }).end(),
      'network',
    ],
    [
      'a redirect out of HTTP',
      (_, response) => void response.writeHead(302, { location: 'file:///x' }).end(),
      'network',
    ],
  ])('%s is told', async (_, listener, kind) => {
    const url = await serve(listener);
    const limits = { headersMs: 150, idleMs: 150, totalMs: 1200, distBytes: 2000 };
    expect((await failure(readAll(client({ limits }), url))).kind).toBe(kind);
  });

  it('a closed port is told', async () => {
    const address = await freeLoopbackAddress(8083);
    expect((await failure(client().open(`http://${address}:8083/`, never))).kind).toBe('network');
  });

  it("the caller's own cancellation goes through as it is", async () => {
    const url = await serve(() => undefined);
    const controller = new AbortController();
    const reason = new Error('enough');
    const asked = client().open(url, controller.signal);
    controller.abort(reason);
    await expect(asked).rejects.toBe(reason);
  });
});

describe('redirects', () => {
  it('are followed, and credentials go to their own host alone', async () => {
    const seen: [string, string | undefined][] = [];
    const other = await serve((request, response) => {
      seen.push(['other', request.headers.authorization]);
      response.end('there');
    });
    const own = await serve((request, response) => {
      seen.push(['own', request.headers.authorization]);
      response.writeHead(302, { location: `${other}/zip` }).end();
    });
    const upstream = client({ authorization: new Map([[own, 'Bearer secret']]) });
    expect(await readAll(upstream, `${own}/x`)).toBe('there');
    expect(seen).toEqual([
      ['own', 'Bearer secret'],
      ['other', undefined],
    ]);
  });
});

describe("the mirror's own network", () => {
  const publicHost = (answers: string[]): Resolve => {
    const left = [...answers];
    return (_, __, callback) => {
      const address = left.length > 1 ? left.shift()! : left[0]!;
      callback(null, [{ address, family: 4 }]);
    };
  };
  const inside = async () => {
    let asked = 0;
    const url = await serve((_, response) => {
      asked += 1;
      response.end('{"AccessKeyId":"secret"}');
    });
    return { url, asked: () => asked };
  };
  const ofPublicUpstream = { upstreamUrl: 'https://8.8.8.8/' };

  it('is out of reach for what the metadata of a public upstream names, by address and by name', async () => {
    const { url, asked } = await inside();
    const address = new URL(url).hostname;
    const byName = { ...ofPublicUpstream, resolve: publicHost([address]) };
    const mapped = `http://[::ffff:${address}]:8083/x.zip`;
    const number = address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
    for (const target of [url, mapped, `http://${number}:8083/`, 'http://169.254.169.254/latest/']) {
      const error = await failure(client(ofPublicUpstream).open(target, never));
      expect(error, target).toMatchObject({ kind: 'refused-address', isPermanent: true, isAbsent: false });
      expect(error.message).not.toContain('127');
    }
    const named = await failure(client(byName).open('http://dist.example:8083/x.zip', never));
    expect(named).toMatchObject({
      kind: 'refused-address',
      detail: expect.stringContaining(address) as string,
    });
    expect((await failure(client(byName).metadata('http://dist.example:8083/', {}, never))).kind).toBe(
      'refused-address',
    );
    expect(asked()).toBe(0);
  });

  it('is not opened by a name that changes its address between two questions', async () => {
    const { url, asked } = await inside();
    const address = new URL(url).hostname;
    // The first answer is for whoever checks in advance, the second for whoever connects.
    const resolve = publicHost(['8.8.4.4', address]);
    const upstream = client({
      upstreamUrl: 'http://rebind.example:8083/',
      resolve,
      limits: { connectMs: 300 },
    });
    await failure(upstream.open('http://rebind.example:8083/', never));
    expect((await failure(upstream.open('http://rebind.example:8083/', never))).kind).toBe('refused-address');
    expect(asked()).toBe(0);
  });

  it('is not opened by a redirect either, of which nothing is quoted', async () => {
    const location = 'http://169.254.169.254/latest/?q=s';
    const url = await serve((_, response) => void response.writeHead(302, { location }).end());
    // On the loopback network, which the upstream opens; the link-local one it doesn't.
    const error = await failure(client({ upstreamUrl: url }).open(url, never));
    expect(error).toMatchObject({
      kind: 'refused-address',
      detail: expect.stringContaining('169.254') as string,
    });
    expect(error.message).not.toContain('169');
  });

  it('is open where the configured upstream itself lies there', async () => {
    const { url } = await inside();
    const own = client({ upstreamUrl: `${url}/composer` });
    expect(await readAll(own, url)).toContain('AccessKeyId');
    const localhost = client({ upstreamUrl: 'http://localhost:1/', resolve: publicHost(['127.0.0.1']) });
    expect(await readAll(localhost, url)).toContain('AccessKeyId');
  });
});

it("credentials in a URL of the upstream's are sent nowhere", async () => {
  const seen: (string | undefined)[] = [];
  const url = await serve((request, response) => {
    seen.push(request.headers.authorization);
    response.end('there');
  });
  expect(await readAll(client(), url.replace('//', '//user:pass@'))).toBe('there');
  expect(seen).toEqual([undefined]);
});

it("a code host's token goes to that host alone, also when it redirects", async () => {
  const seen: [string, string | undefined][] = [];
  const storage = await serve((request, response) => {
    seen.push(['storage', request.headers.authorization]);
    response.end('zip');
  });
  const api = await serve((request, response) => {
    seen.push(['api', request.headers.authorization]);
    response.writeHead(302, { location: `${storage}/x` }).end();
  });
  const authorization = readCodeHostTokens(JSON.stringify({ [api]: 'abc', 'api.github.com': 'def' }));
  const upstream = client({ authorization });
  await readAll(upstream, `${api}/repos/v/p/zipball/1`);
  await readAll(upstream, `${storage}/y`);
  expect(seen).toEqual([
    ['api', 'Bearer abc'],
    ['storage', undefined],
    ['storage', undefined],
  ]);
});
