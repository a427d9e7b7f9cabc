import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { ListenOptions, Server } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { canListen } from '../../../../providers/local/network/listening.ts';
import { asOrdinaryUser } from '../../../support/ordinary-user.ts';

const octet = (): number => 2 + Math.floor(Math.random() * 249);
const address = `127.${octet()}.${octet()}.${octet()}`;
/** One that is free on every address. */
let port = 0;
let servers: Server[] = [];

async function listen(options: ListenOptions): Promise<Server> {
  const server = createServer();
  servers.push(server);
  await once(server.listen(options), 'listening');
  return server;
}

async function freePort(): Promise<number> {
  const server = await listen({ host: '0.0.0.0', port: 0 });
  const bound = server.address();
  server.close();
  await once(server, 'close');
  return typeof bound === 'object' && bound ? bound.port : 0;
}

afterEach(async () => {
  const open = servers.filter(({ listening }) => listening);
  servers = [];
  await Promise.all(open.map((server) => once(server.close(), 'close')));
});

describe('whether a server could listen on an address', () => {
  test('is asked by twenty at the same time, who are not in one another’s way', async () => {
    port = await freePort();
    const answers = await Promise.all(Array.from({ length: 20 }, () => canListen(address, port)));
    expect(answers).toEqual(Array.from({ length: 20 }, () => true));
  });

  test('is asked without being in the way of a server that comes just then', async () => {
    port = await freePort();
    const answers = Array.from({ length: 20 }, () => canListen(address, port));
    await listen({ host: address, port });
    expect(await Promise.all(answers)).toHaveLength(20);
    expect(await canListen(address, port)).toBe(false);
  });

  test.each([
    ['another on the address itself', { host: address }, false],
    ['another that shares its port with its like', { host: address, reusePort: true }, false],
    ['another on every address', { host: '0.0.0.0' }, false],
    ['another on every address, by way of IPv6', { host: '::' }, false],
    ['another on all IPv6 addresses alone', { host: '::', ipv6Only: true }, true],
    ['another on another address', { host: '127.255.255.253' }, true],
  ])('with %s', async (_title, options, free) => {
    port = await freePort();
    await listen({ ...options, port });
    expect(await canListen(address, port)).toBe(free);
  });

  test('is told by an error where the port is reserved for root', async () => {
    const firstFree = readFileSync('/proc/sys/net/ipv4/ip_unprivileged_port_start', 'utf8');
    const answer = await asOrdinaryUser(() =>
      canListen(address, 79).catch((error: unknown) => String(error)),
    );
    // Containers may have none that is reserved.
    expect(String(answer)).toMatch(Number(firstFree) > 79 ? /bind EACCES/ : /true/);
  });
});
