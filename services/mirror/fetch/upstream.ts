import { gunzipSync } from 'node:zlib';
import { Agent, request, type Dispatcher } from 'undici';
import { parseRetryAfter } from './backoff.ts';
import { FetchFailure } from './failure.ts';
import { toFetchFailure } from './network-error.ts';
import { defaultLimits, type FetchLimits } from './limits.ts';

const MAX_REDIRECTS = 5;
const REDIRECTS = [301, 302, 303, 307, 308];

/** What the upstream said of a file, to ask later whether it changed. */
export interface Validators {
  etag?: string;
  lastModified?: string;
}

export interface MetadataFile extends Validators {
  body: Uint8Array;
}

/** A body on its way. It must be read to its end, or given up by leaving the loop. */
export interface OpenBody {
  /** Where the upstream tells it. */
  length: number | undefined;
  /** Throws FetchFailure where it is cut, stalls or grows too large. */
  chunks: AsyncIterable<Uint8Array>;
  /** Ends the transfer; does nothing after its end. */
  cancel(): void;
}

export interface UpstreamOptions {
  userAgent: string;
  /** `Authorization` by origin: it is sent there and nowhere else, whatever redirects say. */
  authorization?: ReadonlyMap<string, string>;
  limits?: Partial<FetchLimits>;
}

/** HTTP to upstreams and code hosts. Every failure is a FetchFailure; nothing is tried twice here. */
export class Upstream {
  readonly #agent: Agent;
  readonly #options: UpstreamOptions;
  readonly #limits: FetchLimits;

  constructor(options: UpstreamOptions) {
    this.#options = options;
    this.#limits = { ...defaultLimits, ...options.limits };
    const { connections, connectMs, headersMs, idleMs } = this.#limits;
    this.#agent = new Agent({
      connections,
      connect: { timeout: connectMs },
      headersTimeout: headersMs,
      bodyTimeout: idleMs,
    });
  }

  /** A file small enough for memory, if it isn't the one that the validators name. */
  async metadata(url: string, known: Validators, signal: AbortSignal): Promise<MetadataFile | 'unchanged'> {
    const conditions = {
      ...(known.etag === undefined ? {} : { 'if-none-match': known.etag }),
      ...(known.lastModified === undefined ? {} : { 'if-modified-since': known.lastModified }),
    };
    const transfer = new Transfer(this.#limits.totalMs, signal);
    try {
      const answer = await this.#follow(url, { 'accept-encoding': 'gzip', ...conditions }, transfer);
      if (answer.statusCode === 304) {
        await answer.body.dump();
        return 'unchanged';
      }
      const limit = this.#limits.metadataBytes;
      const chunks: Uint8Array[] = [];
      for await (const chunk of bounded(url, answer.body, limit)) chunks.push(chunk);
      const etag = single(answer.headers['etag']);
      const lastModified = single(answer.headers['last-modified']);
      return {
        body: decode(url, Buffer.concat(chunks), single(answer.headers['content-encoding']), limit),
        ...(etag === undefined ? {} : { etag }),
        ...(lastModified === undefined ? {} : { lastModified }),
      };
    } catch (error) {
      throw transfer.explain(url, error);
    } finally {
      transfer.cancel();
    }
  }

  /** A file of any size. */
  async open(url: string, signal: AbortSignal): Promise<OpenBody> {
    const transfer = new Transfer(this.#limits.totalMs, signal);
    try {
      const answer = await this.#follow(url, { 'accept-encoding': 'identity' }, transfer);
      const { headers, body } = answer;
      if (answer.statusCode !== 200) throw badStatus(url, answer);
      const told = single(headers['content-length']);
      const length = told === undefined ? undefined : Number(told);
      const limit = this.#limits.distBytes;
      if (length !== undefined && length > limit) throw tooLarge(url, limit);
      return {
        length,
        chunks: transfer.body(url, bounded(url, body, limit)),
        cancel: () => transfer.cancel(),
      };
    } catch (error) {
      transfer.cancel();
      throw transfer.explain(url, error);
    }
  }

  /** Ends idle connections and those in use. */
  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  async #follow(
    url: string,
    headers: Record<string, string>,
    { signal }: Transfer,
  ): Promise<Dispatcher.ResponseData> {
    let at = new URL(url);
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      const authorization = this.#options.authorization?.get(at.origin);
      const answer = await request(at, {
        dispatcher: this.#agent,
        signal,
        headers: {
          'user-agent': this.#options.userAgent,
          ...headers,
          ...(authorization === undefined ? {} : { authorization }),
        },
      });
      const { statusCode } = answer;
      if (statusCode === 200 || statusCode === 304) return answer;
      await answer.body.dump();
      const location = single(answer.headers['location']);
      if (!REDIRECTS.includes(statusCode) || location === undefined) throw badStatus(url, answer);
      at = nextHop(url, at, location);
    }
    throw new FetchFailure(
      'network',
      url,
      `more than ${MAX_REDIRECTS} redirects, the last one to ${at.href}`,
    );
  }
}

/** Without a reason, every abort would make an exception with its stack: some 2 % of a sync's time. */
const OVER = new Error('the transfer is over');

/** One transfer's time limit and cancellation. */
class Transfer {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;
  readonly #outer: AbortSignal;
  readonly #totalMs: number;
  #isLate = false;

  constructor(totalMs: number, outer: AbortSignal) {
    this.#totalMs = totalMs;
    this.#outer = outer;
    this.#timer = setTimeout(() => {
      this.#isLate = true;
      this.#controller.abort();
    }, totalMs);
    outer.addEventListener('abort', this.#abort, { once: true });
    if (outer.aborted) this.#abort();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  async *body(url: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      yield* chunks;
    } catch (error) {
      throw this.explain(url, error);
    } finally {
      this.cancel();
    }
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#outer.removeEventListener('abort', this.#abort);
    this.#controller.abort(OVER);
  }

  /** The caller's own cancellation goes through as it is. */
  explain(url: string, error: unknown): unknown {
    if (this.#outer.aborted) return this.#outer.reason;
    if (this.#isLate) return new FetchFailure('timeout', url, `not complete after ${this.#totalMs / 1000} s`);
    return toFetchFailure(url, error);
  }

  readonly #abort = () => this.#controller.abort();
}

async function* bounded(
  url: string,
  body: AsyncIterable<Uint8Array>,
  limit: number,
): AsyncGenerator<Uint8Array> {
  let received = 0;
  for await (const chunk of body) {
    received += chunk.byteLength;
    if (received > limit) throw tooLarge(url, limit);
    yield chunk;
  }
}

function decode(url: string, body: Buffer, encoding: string | undefined, limit: number): Uint8Array {
  if (encoding === undefined || encoding === 'identity') return body;
  if (encoding !== 'gzip')
    throw new FetchFailure('network', url, `encoded as ${encoding}, which wasn't asked for`);
  try {
    return gunzipSync(body, { maxOutputLength: limit });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(url, limit);
    throw new FetchFailure('network', url, `broken gzip: ${(error as Error).message}`, { cause: error });
  }
}

function nextHop(url: string, from: URL, location: string): URL {
  const to = URL.canParse(location, from.href) ? new URL(location, from) : undefined;
  if (!to || !/^https?:$/.test(to.protocol)) {
    throw new FetchFailure('network', url, `redirected to ${JSON.stringify(location)}, which is no HTTP URL`);
  }
  if (from.protocol === 'https:' && to.protocol === 'http:') {
    throw new FetchFailure('network', url, `redirected from https to ${to.href}`);
  }
  return to;
}

function badStatus(url: string, { statusCode, headers }: Dispatcher.ResponseData): FetchFailure {
  const retryAfterMs = parseRetryAfter(single(headers['retry-after']), Date.now());
  return new FetchFailure('status', url, `answered ${statusCode}`, {
    httpStatus: statusCode,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

function tooLarge(url: string, limit: number): FetchFailure {
  return new FetchFailure('too-large', url, `larger than ${limit} bytes`);
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
