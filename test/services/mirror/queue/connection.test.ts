import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { connectRedis } from '../../../../services/mirror/queue/connection.ts';

/** First byte of a TLS handshake; Redis' own protocol begins with an asterisk. */
const HANDSHAKE = 0x16;
const COMMAND = '*'.charCodeAt(0);

test.each([
  [true, HANDSHAKE],
  [false, COMMAND],
])('speaks TLS as its settings say: %s', async (tls, first) => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const connected = once(server, 'connection');
  const redis = await connectRedis({ host: 'localhost', port, tls }, () => undefined);
  const [socket] = (await connected) as [Socket];
  const [bytes] = (await once(socket, 'data')) as [Buffer];
  redis.disconnect();
  socket.destroy();
  server.close();
  expect(bytes[0]).toBe(first);
});
