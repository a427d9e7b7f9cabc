import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Plays the servers of those who publish releases, on loopback. */
export class Vendor {
  readonly #servers: Server[] = [];

  /** The address of a file that `listener` serves. */
  async serve(listener: RequestListener): Promise<string> {
    const server = createServer(listener);
    this.#servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/file.tar.gz`;
  }

  /** Nobody listens any longer. */
  async close(): Promise<void> {
    await Promise.all(
      this.#servers.splice(0).map(async (server) => {
        server.closeAllConnections();
        server.close();
        await once(server, 'close');
      }),
    );
  }
}

/** The listeners of vendors that serve a file in various ways. */
export const serving = {
  whole:
    (body: Buffer): RequestListener =>
    (_, response) =>
      response.end(body),
  redirected:
    (body: Buffer): RequestListener =>
    ({ url }, response) =>
      url === '/elsewhere' ? response.end(body) : response.writeHead(302, { location: '/elsewhere' }).end(),
  cutShort:
    (body: Buffer): RequestListener =>
    (_, response) => {
      response.writeHead(200, { 'content-length': body.length + 10 });
      response.write(body, () => response.destroy());
    },
  /** Sends the beginning, and then nothing more. */
  stalling:
    (body: Buffer): RequestListener =>
    (_, response) => {
      response.writeHead(200, { 'content-length': body.length + 10 });
      response.write(body);
    },
  status:
    (status: number): RequestListener =>
    (_, response) =>
      response.writeHead(status).end(),
  nothing: (): RequestListener => () => undefined,
};
