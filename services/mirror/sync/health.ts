import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { Sample } from '../../metrics/reported.ts';

export interface Health {
  /** What keeps the instance from working; `undefined` where nothing does. */
  problem: () => string | undefined;
  /** Packages that this process has finished. */
  finished: () => number;
}

export interface Measured extends Health {
  /** What the agent tells the cloud. */
  metrics: () => Promise<readonly Sample[]>;
}

/**
 * `GET /healthz`: 200, or 503 with what is wrong; either with this instance's share of the work. `GET /metrics.json`: what
 * it can say of the mirror now, or 503.
 */
export async function serveHealth(
  address: string,
  port: number,
  { problem, finished, metrics }: Measured,
): Promise<Server> {
  const server = createServer((request, response) => {
    const send = (status: number, answer: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    if (request.url === '/metrics.json') {
      metrics().then(
        (samples) => send(200, samples),
        (error: Error) => send(503, { error: error.message }),
      );
      return;
    }
    if (request.url !== '/healthz') return void send(404, { error: 'there are /healthz and /metrics.json' });
    const reason = problem();
    const state = reason === undefined ? { status: 'ok' } : { status: 'failing', reason };
    send(reason === undefined ? 200 : 503, { ...state, finished: finished() });
  });
  server.listen(port, address);
  await once(server, 'listening');
  return server;
}
