import type { Agent, IncomingMessage } from 'node:http';
import { DeadlineError, DEADLINES, watch, type Deadlines } from './deadlines.ts';

/** Of a body that explains a failure or lists objects: a page of 1,000 keys has less than 2 MB. */
const TEXT_BYTES = 8 * 1024 * 1024;

/** Open sockets of one store: enough for a sync instance's workers, few enough to bound memory. */
const SOCKETS = 64;

/** No answer came, or not all of it: the connection failed, or a deadline passed. */
export class ExchangeError extends Error {
  override readonly name = 'ExchangeError';
  readonly code: string;

  constructor(cause: NodeJS.ErrnoException) {
    super(cause.message, { cause });
    this.code = cause.code ?? 'Error';
  }
}

export interface ExchangeRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: Uint8Array | undefined;
  /** Ends the exchange, also while the answer's body is on its way, with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** The answer's body may take as long as its consumer does. */
  isStreamed?: boolean | undefined;
  /** Milliseconds that the store needs beyond what a plain request takes. */
  work?: number | undefined;
}

/** Sends requests over connections that are kept. */
export class Exchange {
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

  /**
   * The answer once its headers are there, whatever its status. Its body must be read or destroyed.
   *
   * @throws ExchangeError; what the caller did wrong, or the signal's reason, as it is
   */
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

/** @throws ExchangeError where it is cut or too long */
export async function readText(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      bytes += chunk.byteLength;
      if (bytes > TEXT_BYTES) throw new Error(`the answer is longer than ${TEXT_BYTES} bytes`);
      chunks.push(chunk);
    }
  } catch (error) {
    throw new ExchangeError(error as Error);
  }
  return Buffer.concat(chunks).toString('utf8');
}
