import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { freeLoopbackAddress } from './loopback.ts';

/**
 * A TCP proxy that loses answers: while armed, a connection is cut as soon as the server has begun to answer, so that
 * the request has had its effect and the client does not learn of it.
 */
export interface CutProxy {
  readonly endpoint: string;
  /** The next `count` answers are lost. */
  loseAnswers(count: number): void;
  /** The next answers are cut after so many bytes (headers included), `count` times. */
  cutAnswersAfter(bytes: number, count: number): void;
  readonly lost: number;
  stop(): Promise<void>;
}

export async function startCutProxy(target: { address: string; port: number }): Promise<CutProxy> {
  const port = 7171;
  const address = await freeLoopbackAddress(port);
  const open = new Set<Socket>();
  let armed = 0;
  let allowed = 0;
  let lost = 0;
  const server = createServer((client) => {
    const upstream = connect(target.port, target.address);
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => open.delete(socket));
    }
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.end());
    client.pipe(upstream);
    let passed = 0;
    upstream.on('data', (chunk) => {
      if (armed > 0 && passed + chunk.byteLength > allowed) {
        armed--;
        lost++;
        const rest = chunk.subarray(0, Math.max(0, allowed - passed));
        client.write(rest, () => client.destroy());
        upstream.destroy();
        return;
      }
      passed += chunk.byteLength;
      client.write(chunk);
    });
    client.on('data', () => (passed = 0));
  });
  server.listen(port, address);
  await once(server, 'listening');
  return {
    endpoint: `http://${address}:${port}`,
    loseAnswers(count) {
      armed = count;
      allowed = 0;
    },
    cutAnswersAfter(bytes, count) {
      armed = count;
      allowed = bytes;
    },
    get lost() {
      return lost;
    },
    async stop() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
