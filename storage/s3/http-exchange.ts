import type { Agent, IncomingMessage } from 'node:http';
import { DeadlineError, DEADLINES, watch, type Deadlines } from './deadlines.ts';
import { ExchangeError, SOCKETS, type Exchange, type ExchangeRequest } from './exchange.ts';

/** With Node's own client, which a process has anyway. */
export class HttpExchange implements Exchange {
  readonly #url: URL;
  readonly #deadlines: Readonly<Deadlines>;
  #http: typeof import('node:http') | typeof import('node:https') | undefined;
  #agent: Agent | undefined;
  #isClosed = false;

  /** @param url scheme, host and port of all requests */
  constructor(url: URL, deadlines: Readonly<Deadlines> = DEADLINES) {
    this.#url = url;
    this.#deadlines = deadlines;
  }

  async send(wanted: ExchangeRequest): Promise<IncomingMessage> {
    const { method, path, body, signal, isStreamed = false, work = 0 } = wanted;
    const { protocol, hostname, port } = this.#url;
    // TLS costs 4 MB, which is not for a store without. Kept: even an import that is there already takes its time.
    const http = (this.#http ??= await (protocol === 'https:' ? import('node:https') : import('node:http')));
    if (this.#isClosed) throw new Error('the store is closed');
    signal?.throwIfAborted();
    const agent = (this.#agent ??= new http.Agent({ keepAlive: true, maxSockets: SOCKETS }));
    const deadlines = this.#deadlines;
    const bytes = body?.byteLength ?? 0;
    // One after the other, they are sent as they are: an object's are checked and put together once more.
    const headers = Object.entries({ host: this.#url.host, ...wanted.headers }).flat();
    if (body !== undefined) headers.push('content-length', String(bytes));
    return new Promise((resolve, reject) => {
      const request = http.request({
        // The path apart from the URL, which would write some characters otherwise than they were signed.
        host: hostname.replace(/^\[|\]$/g, ''),
        port,
        method,
        path,
        headers,
        agent,
        timeout: deadlines.idle + work,
      });
      const fail = (error: Error) => {
        if (error instanceof DeadlineError) this.#dropIdle();
        reject(signal?.aborted === true ? (signal.reason as Error) : new ExchangeError(error));
      };
      request.on('response', resolve).on('error', fail);
      watch(request, { deadlines, bytes, isStreamed, work, signal, onEnd: fail });
      request.end(body);
    });
  }

  close(): void {
    this.#isClosed = true;
    this.#agent?.destroy();
  }

  /** What ended one connection without a word may have ended the others, too: the next try opens a new one. */
  #dropIdle(): void {
    for (const sockets of Object.values(this.#agent?.freeSockets ?? {})) {
      for (const socket of sockets ?? []) socket.destroy();
    }
  }
}
