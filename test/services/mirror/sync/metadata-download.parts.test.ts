import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PackageFilter } from '../../../../services/mirror/composer/package-filter.ts';
import { ByteBudget } from '../../../../services/mirror/fetch/byte-budget.ts';
import { Upstream } from '../../../../services/mirror/fetch/upstream.ts';
import { downloadMetadata, LargeShare } from '../../../../services/mirror/sync/metadata-download.ts';
import { freeLoopbackAddress } from '../../../support/loopback.ts';
import { stopServer } from '../../../support/sample-upstream.ts';

const PORT = 8084;
const SHARE = 100;
const versions = (count: number) => Array.from({ length: count }, (_, index) => ({ version: `1.${index}` }));
const bodies: Record<string, object> = {
  '/small': { packages: { 'v/p': versions(3) } },
  '/large': { packages: { 'v/p': versions(3) }, padding: 'x'.repeat(2_000_000) },
  '/many': { packages: { 'v/p': versions(3000) } },
  '/huge': { packages: { 'v/p': [] }, padding: 'x'.repeat(5_000_000) },
};
const asked: string[] = [];
let server: Server;
let url: string;
let upstream: Upstream;

beforeAll(async () => {
  const address = await freeLoopbackAddress(PORT);
  url = `http://${address}:${PORT}`;
  server = createServer((request, response) => {
    asked.push(request.url!);
    response.end(JSON.stringify(bodies[request.url!]));
  });
  server.listen(PORT, address);
  await once(server, 'listening');
  upstream = new Upstream({ userAgent: 'test', upstreamUrl: url, limits: { metadataBytes: 4_000_000 } });
});
afterAll(async () => {
  await upstream.close();
  await stopServer(server);
});

const download = (path: string, memory: LargeShare) =>
  downloadMetadata(
    'v/p',
    url + path,
    {},
    {
      upstream,
      filter: new PackageFilter([]),
      signal: new AbortController().signal,
      memory,
    },
  );

describe('the metadata of a package', () => {
  it('waits for nobody where it is small', async () => {
    const budget = new ByteBudget(SHARE);
    // Of somebody who never gives it back.
    await budget.acquire(SHARE);
    const memory = new LargeShare(budget, SHARE);
    const read = await download('/small', memory);
    expect(read).toMatchObject({ file: { body: expect.any(Uint8Array) as unknown } });
    await memory.giveBack();
  });

  it.each(['/large', '/many'])('takes its turn where it is %s', async (path) => {
    const budget = new ByteBudget(SHARE);
    const release = await budget.acquire(SHARE);
    const memory = new LargeShare(budget, SHARE);
    let isRead = false;
    const before = asked.length;
    const reading = download(path, memory).finally(() => (isRead = true));
    while (asked.length === before) await turn();
    expect(isRead).toBe(false);
    release();
    expect(await reading).not.toBe('unchanged');
    expect(asked.slice(before)).toEqual([path, path]);
    await memory.giveBack();
  });

  it('has a bound', async () => {
    const memory = new LargeShare(new ByteBudget(SHARE), SHARE);
    await expect(download('/huge', memory)).rejects.toMatchObject({ kind: 'too-large' });
    await memory.giveBack();
  });

  it('is large in two packages at a time, never in three, and nobody waits for ever', async () => {
    const budget = new ByteBudget(2 * SHARE);
    let inHand = 0;
    let most = 0;
    const packages = Array.from({ length: 8 }, async () => {
      const memory = new LargeShare(budget, SHARE);
      // Both files of a package, as they are asked for.
      await Promise.all([download('/large', memory), download('/many', memory)]);
      inHand += 1;
      most = Math.max(most, inHand);
      await turn();
      inHand -= 1;
      await memory.giveBack();
    });
    await Promise.all(packages);
    expect(most).toBeLessThanOrEqual(2);
  });
});
