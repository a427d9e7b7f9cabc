import type { Agent, IncomingMessage } from 'node:http';

/** Milliseconds without a byte on the socket, in either direction. */
export const IDLE_TIMEOUT = 30_000;
/** Of a body that explains a failure or lists objects: a page of 1,000 keys has less than 2 MB. */
const TEXT_BYTES = 8 * 1024 * 1024;

/** Open sockets of one store: enough for a sync instance's workers, few enough to bound memory. */
export const SOCKETS = 64;

/** Sends requests over connections that are kept. */
export class Exchange {
  readonly #url: URL;
  #agent: Agent | undefined;
  #isClosed = false;

  /** @param url scheme, host and port of all requests */
  constructor(url: URL) {
    this.#url = url;
  }

  /** The answer once its headers are there, whatever its status. Its body must be read or destroyed. */
  async send(
    method: string,
    path: string,
    headers: Record<string, string>,
    body?: Uint8Array,
  ): Promise<IncomingMessage> {
    if (this.#isClosed) throw new Error('the store is closed');
    const { protocol, hostname, port } = this.#url;
    // TLS costs 4 MB, which is not for a store without.
    const http = protocol === 'https:' ? await import('node:https') : await import('node:http');
    const agent = (this.#agent ??= new http.Agent({ keepAlive: true, maxSockets: SOCKETS }));
    return new Promise((resolve, reject) => {
      // The path apart from the URL, which would write some characters otherwise than they were signed.
      const host = hostname.replace(/^\[|\]$/g, '');
      const length = body === undefined ? {} : { 'content-length': String(body.byteLength) };
      const options = {
        host,
        port,
        method,
        path,
        headers: { ...headers, ...length },
        agent,
        timeout: IDLE_TIMEOUT,
      };
      const request = http.request(options, resolve);
      request.on('timeout', () => {
        request.destroy(new Error(`no byte came or went for ${IDLE_TIMEOUT / 1000} s`));
      });
      request.on('error', reject);
      request.end(body);
    });
  }

  close(): void {
    this.#isClosed = true;
    this.#agent?.destroy();
  }
}

export async function readText(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > TEXT_BYTES) throw new Error(`the answer is longer than ${TEXT_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
