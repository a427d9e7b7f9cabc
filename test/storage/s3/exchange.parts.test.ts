import type { RequestListener } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { DEADLINES, type Deadlines } from '../../../storage/s3/deadlines.ts';
import { ExchangeError, readText, type Exchange } from '../../../storage/s3/exchange.ts';
import { HttpExchange } from '../../../storage/s3/http-exchange.ts';
import { UndiciExchange } from '../../../storage/s3/undici-exchange.ts';
import { startFullBacklog } from '../../support/full-backlog.ts';
import { startHttpServer, type HttpServer } from '../../support/http-server.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** The error, and after how many milliseconds it came. */
async function failure(action: () => Promise<unknown>): Promise<{ error: Error; ms: number }> {
  const began = performance.now();
  try {
    await action();
  } catch (error) {
    return { error: error as Error, ms: performance.now() - began };
  }
  throw new Error('nothing failed');
}

const get = { method: 'GET', path: '/', headers: {} };

describe.each([
  { name: "Node's own client", Transport: HttpExchange, sent: 1e6, soon: 2000 },
  // Its deadline for an answer has the body's time in it, and its clock ticks twice a second.
  { name: 'undici', Transport: UndiciExchange, sent: 1e3, soon: 4000 },
])('with $name', ({ Transport, sent, soon }) => {
  async function serve(listener: RequestListener, deadlines: Partial<Deadlines> = {}) {
    const server: HttpServer = await startHttpServer(listener);
    cleanups.push(() => server.stop());
    return { server, exchange: open(server.endpoint, deadlines) };
  }

  function open(endpoint: string, deadlines: Partial<Deadlines>): Exchange {
    const exchange = new Transport(new URL(endpoint), { ...DEADLINES, ...deadlines });
    cleanups.push(() => exchange.close());
    return exchange;
  }

  describe('an exchange is given up', () => {
    it('when nobody takes the connection', async () => {
      const hole = await startFullBacklog();
      cleanups.push(() => hole.stop());
      const exchange = open(hole.endpoint, { connect: 300 });
      const { error, ms } = await failure(() => exchange.send(get));
      expect(error).toBeInstanceOf(ExchangeError);
      expect(error.message).toBe('no connection within 0.3 s');
      expect(ms).toBeLessThan(soon);
    });

    it('when no answer comes', async () => {
      const { exchange } = await serve(() => undefined, { headers: 300 });
      const { error, ms } = await failure(() =>
        exchange.send({ ...get, method: 'PUT', body: Buffer.alloc(sent) }),
      );
      expect(error.message).toBe('no answer came within 0.3 s');
      expect(ms).toBeLessThan(soon);
    });

    it('later where the store has work to do', async () => {
      const { exchange } = await serve((_, response) => setTimeout(() => response.end('done'), 500), {
        headers: 100,
        idle: 100,
        attempt: 100,
      });
      expect(await readText(await exchange.send({ ...get, work: 5000 }))).toBe('done');
    });

    it('when the body stalls', async () => {
      const { exchange } = await serve((_, response) => response.write('begun'), { idle: 300 });
      const { error, ms } = await failure(async () => readText(await exchange.send(get)));
      expect(error).toMatchObject({ name: 'ExchangeError', message: 'no byte came or went within 0.3 s' });
      expect(ms).toBeLessThan(soon);
    });

    it('when the body trickles', async () => {
      const { exchange } = await serve(
        (request, response) => {
          const timer = setInterval(() => response.write('.'), 50);
          request.socket.once('close', () => clearInterval(timer));
        },
        { idle: 300, attempt: 500 },
      );
      const { error, ms } = await failure(async () => readText(await exchange.send(get)));
      expect(error.message).toBe('the exchange was not complete within 0.5 s');
      expect(ms).toBeLessThan(soon);
    });

    it('when no connection becomes free', async () => {
      const { exchange, server } = await serve(() => undefined, { pool: 1500 });
      const held = Array.from({ length: 64 }, () => exchange.send(get).catch(() => undefined));
      const { error } = await failure(() => exchange.send(get));
      expect(error.message).toBe('none of the connections became free within 1.5 s');
      expect(server.connections).toBe(64);
      exchange.close();
      await Promise.all(held);
    });
  });

  it('waits for a consumer who takes longer than a store may', async () => {
    const body = Buffer.alloc(4 * 1024 * 1024);
    const { exchange } = await serve((_, response) => response.end(body), { idle: 500, attempt: 500 });
    const answer = await exchange.send({ ...get, isStreamed: true });
    let received = 0;
    for await (const chunk of answer) {
      if (received === 0) await delay(1300);
      received += chunk.byteLength;
    }
    expect(received).toBe(body.byteLength);
  });

  it('trusts no other idle connection after one has died silently', async () => {
    let isDead = false;
    const { exchange, server } = await serve(
      (_, response) => {
        if (!isDead) response.end();
      },
      { headers: 300 },
    );
    await Promise.all(Array.from({ length: 3 }, async () => readText(await exchange.send(get))));
    const { connections } = server;
    isDead = true;
    await failure(() => exchange.send(get));
    isDead = false;
    await readText(await exchange.send(get));
    expect(server.connections).toBe(connections + 1);
  });

  describe('a caller who gives up', () => {
    const reason = new Error('no longer wanted');

    it('ends a request, with its own reason', async () => {
      const { exchange } = await serve(() => undefined);
      const caller = new AbortController();
      setTimeout(() => caller.abort(reason), 100);
      expect((await failure(() => exchange.send({ ...get, signal: caller.signal }))).error).toBe(reason);
      expect((await failure(() => exchange.send({ ...get, signal: caller.signal }))).error).toBe(reason);
    });

    it('ends a body that is on its way', async () => {
      const { exchange } = await serve((_, response) => response.write('begun'));
      const caller = new AbortController();
      const answer = await exchange.send({ ...get, signal: caller.signal });
      setTimeout(() => caller.abort(reason), 100);
      const { error, ms } = await failure(() => readText(answer));
      expect(error).toMatchObject({ cause: reason });
      expect(ms).toBeLessThan(soon);
    });
  });

  it('tells what the caller did wrong as it is, and at once', async () => {
    const { exchange, server } = await serve((_, response) => response.end());
    const { error } = await failure(() => exchange.send({ ...get, headers: { 'x-a': 'line\nbreak' } }));
    expect(error).toBeInstanceOf(TypeError);
    exchange.close();
    expect((await failure(() => exchange.send(get))).error.message).toBe('the store is closed');
    expect(server.connections).toBe(0);
  });
});
