import type { IncomingHttpHeaders } from 'node:http';
import type { Deadlines } from './deadlines.ts';

/** Of a body that explains a failure or lists objects: a page of 1,000 keys has less than 2 MB. */
const TEXT_BYTES = 8 * 1024 * 1024;

/** Open sockets of one store: enough for a sync instance's workers, few enough to bound memory. */
export const SOCKETS = 64;

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

/** An answer whose body is still to come: it must be iterated, let go by `resume()`, or destroyed. */
export interface Answer extends AsyncIterable<Uint8Array> {
  statusCode?: number | undefined;
  statusMessage?: string | undefined;
  headers: IncomingHttpHeaders;
  resume(): this;
  destroy(error?: Error): unknown;
}

/** Sends requests to one store over connections that are kept. */
export interface Exchange {
  /**
   * The answer once its headers are there, whatever its status.
   *
   * @throws ExchangeError; what the caller did wrong, or the signal's reason, as it is
   */
  send(wanted: ExchangeRequest): Promise<Answer>;
  /** Ends all connections; nothing can be sent afterwards. */
  close(): void;
}

/** @param url scheme, host and port of all requests */
export type OpenExchange = (url: URL, deadlines: Readonly<Deadlines>) => Exchange;

/** @throws ExchangeError where it is cut or too long */
export async function readText(answer: Answer): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of answer) {
      bytes += chunk.byteLength;
      if (bytes > TEXT_BYTES) throw new Error(`the answer is longer than ${TEXT_BYTES} bytes`);
      chunks.push(chunk);
    }
  } catch (error) {
    throw new ExchangeError(error as Error);
  }
  return Buffer.concat(chunks).toString('utf8');
}
