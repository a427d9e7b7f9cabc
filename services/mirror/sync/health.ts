import { once } from 'node:events';
import { createServer, type Server } from 'node:http';

export interface Health {
  /** What keeps the instance from working; `undefined` where nothing does. */
  problem: () => string | undefined;
  /** Packages that this process has finished. */
  finished: () => number;
}

/** `GET /healthz`: 200, or 503 with what is wrong; either with this instance's share of the work. */
export async function serveHealth(
  address: string,
  port: number,
  { problem, finished }: Health,
): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url !== '/healthz') {
      response
        .writeHead(404, { 'content-type': 'application/json' })
        .end('{"error":"only /healthz is here"}');
      return;
    }
    const reason = problem();
    response.writeHead(reason === undefined ? 200 : 503, { 'content-type': 'application/json' });
    const state = reason === undefined ? { status: 'ok' } : { status: 'failing', reason };
    response.end(JSON.stringify({ ...state, finished: finished() }));
  });
  server.listen(port, address);
  await once(server, 'listening');
  return server;
}
