import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { freeLoopbackAddress } from './loopback.ts';

const PORT = 7373;

export interface HttpServer {
  readonly endpoint: string;
  /** Connections that were opened so far. */
  readonly connections: number;
  stop(): Promise<void>;
}

/** An HTTP server of a few lines, for what no real store does on demand. */
export async function startHttpServer(listener: RequestListener): Promise<HttpServer> {
  const address = await freeLoopbackAddress(PORT);
  let connections = 0;
  const server = createServer(listener).on('connection', () => connections++);
  server.listen(PORT, address);
  await once(server, 'listening');
  return {
    endpoint: `http://${address}:${PORT}`,
    get connections() {
      return connections;
    },
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
