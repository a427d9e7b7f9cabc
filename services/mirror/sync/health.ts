import { once } from 'node:events';
import { createServer, type Server } from 'node:http';

/** `GET /healthz`: 200, or 503 with what is wrong. */
export async function serveHealth(
  address: string,
  port: number,
  problem: () => string | undefined,
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
    response.end(JSON.stringify(reason === undefined ? { status: 'ok' } : { status: 'failing', reason }));
  });
  server.listen(port, address);
  await once(server, 'listening');
  return server;
}
