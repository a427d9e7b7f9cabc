import { createServer, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AgentStatus } from './status.ts';

/**
 * `GET /healthz`: 200 while the workload is healthy, else 503; `GET /status.json`. Its port also keeps a second agent
 * from working on the same instance: listening fails there.
 */
export async function serveStatus(address: string, port: number, status: () => AgentStatus): Promise<Server> {
  const server = createServer((request, response) => {
    request.resume();
    const path = request.url?.split('?')[0];
    const answer = status();
    if (path === '/status.json') return send(response, 200, answer);
    if (path === '/healthz') return send(response, answer.healthy ? 200 : 503, answer);
    return send(response, 404, { error: 'not found; there are /healthz and /status.json' });
  });
  server.listen(port, address);
  await once(server, 'listening');
  return server;
}

function send(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body) + '\n';
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(text) }).end(text);
}
