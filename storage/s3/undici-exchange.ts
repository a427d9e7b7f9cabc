import { Pool, type Dispatcher } from 'undici';
import { DeadlineError, DEADLINES, SLOWEST, type Deadlines } from './deadlines.ts';
import { ExchangeError, SOCKETS, type Answer, type Exchange, type ExchangeRequest } from './exchange.ts';
import { UndiciAnswer } from './undici-answer.ts';

/**
 * With undici: half the processor time of Node's own client, for the 12 MB that undici takes. For a process that has
 * it anyway. A body that goes out has no deadline for its stalling alone, just one with the wait for the answer.
 */
export class UndiciExchange implements Exchange {
  readonly #url: URL;
  readonly #deadlines: Readonly<Deadlines>;
  #pool: Pool | undefined;
  /** Those in which some requests still come to their end. */
  readonly #left = new Set<Pool>();
  #isClosed = false;

  constructor(url: URL, deadlines: Readonly<Deadlines> = DEADLINES) {
    this.#url = url;
    this.#deadlines = deadlines;
  }

  async send(wanted: ExchangeRequest): Promise<Answer> {
    if (this.#isClosed) throw new Error('the store is closed');
    wanted.signal?.throwIfAborted();
    const { method, path, body = null, work = 0 } = wanted;
    const deadlines = this.#deadlines;
    const call = new Call(wanted, deadlines);
    const pool = (this.#pool ??= this.#open());
    pool.dispatch(
      {
        method,
        path,
        headers: wanted.headers,
        body,
        headersTimeout: Math.round(deadlines.headers + work + (body?.byteLength ?? 0) / SLOWEST),
        bodyTimeout: deadlines.idle + work,
      },
      call,
    );
    try {
      return await call.answered;
    } catch (error) {
      if (error instanceof ExchangeError && error.cause instanceof DeadlineError) this.#leave(pool);
      throw error;
    }
  }

  close(): void {
    this.#isClosed = true;
    for (const pool of [this.#pool, ...this.#left]) void pool?.destroy();
  }

  #open(): Pool {
    return new Pool(this.#url.origin, {
      connections: SOCKETS,
      connect: { timeout: this.#deadlines.connect },
    });
  }

  /** What ended one connection without a word may have ended the idle ones, too: those in use come to their end. */
  #leave(pool: Pool): void {
    if (this.#pool !== pool) return;
    this.#pool = undefined;
    this.#left.add(pool);
    void pool.close().finally(() => this.#left.delete(pool));
  }
}

/** One request on its way. */
class Call implements Dispatcher.DispatchHandler {
  readonly #wanted: ExchangeRequest;
  readonly #deadlines: Readonly<Deadlines>;
  readonly #head = Promise.withResolvers<Answer>();
  #controller: Dispatcher.DispatchController | undefined;
  #answer: UndiciAnswer | undefined;
  #limit: { phase: keyof Deadlines; what: string; ms: number; until: number };
  #timer: NodeJS.Timeout | undefined;
  /** Why it ends before its time. */
  #reason: Error | undefined;

  constructor(wanted: ExchangeRequest, deadlines: Readonly<Deadlines>) {
    this.#wanted = wanted;
    this.#deadlines = deadlines;
    wanted.signal?.addEventListener('abort', this.#giveUp, { once: true });
    this.#limit = limitOf('pool', 'none of the connections became free', deadlines.pool);
    this.#watch();
  }

  get answered(): Promise<Answer> {
    return this.#head.promise;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#reason) return controller.abort(this.#reason);
    this.#limitWhole(this.#wanted.body?.byteLength ?? 0);
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    statusCode: number,
    headers: Answer['headers'],
    statusMessage = '',
  ): void {
    if (statusCode < 200) return;
    const length = this.#wanted.method === 'HEAD' ? 0 : Number(headers['content-length'] ?? NaN);
    if (this.#wanted.isStreamed === true) clearTimeout(this.#timer);
    else if (length !== 0) this.#limitWhole(Number.isNaN(length) ? 0 : length);
    this.#answer = new UndiciAnswer({ statusCode, statusMessage, headers }, length === 0, controller);
    this.#head.resolve(this.#answer);
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#answer?.push(chunk);
  }

  onResponseEnd(): void {
    this.#release();
    this.#answer?.end();
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#fail(this.#reason ?? explained(error, this.#deadlines, this.#wanted.work ?? 0));
  }

  readonly #giveUp = () => this.#end(this.#wanted.signal?.reason as Error);

  #end(reason: Error): void {
    if (this.#reason) return;
    this.#reason = reason;
    this.#controller?.abort(reason);
    this.#fail(reason);
  }

  #fail(error: Error): void {
    this.#release();
    this.#answer?.fail(error);
    const isOurs = error === this.#wanted.signal?.reason || error instanceof TypeError;
    this.#head.reject(isOurs ? error : new ExchangeError(error));
  }

  #release(): void {
    clearTimeout(this.#timer);
    this.#wanted.signal?.removeEventListener('abort', this.#giveUp);
  }

  #limitWhole(transferred: number): void {
    const ms = Math.round(this.#deadlines.attempt + (this.#wanted.work ?? 0) + transferred / SLOWEST);
    this.#limit = limitOf('attempt', 'the exchange was not complete', ms);
    // The timer that runs looks by itself how far the limit has moved.
    if (ms < this.#deadlines.pool) this.#watch();
  }

  #watch(): void {
    clearTimeout(this.#timer);
    const { phase, what, ms, until } = this.#limit;
    const left = until - performance.now();
    if (left <= 0) this.#end(new DeadlineError(phase, what, ms));
    else this.#timer = setTimeout(() => this.#watch(), Math.ceil(left));
  }
}

function limitOf(phase: keyof Deadlines, what: string, ms: number) {
  return { phase, what, ms, until: performance.now() + ms };
}

/** undici's errors in our words. */
function explained(error: NodeJS.ErrnoException, deadlines: Readonly<Deadlines>, work: number): Error {
  switch (error.code) {
    case 'UND_ERR_INVALID_ARG':
      return new TypeError(error.message, { cause: error });
    case 'UND_ERR_CONNECT_TIMEOUT':
      return new DeadlineError('connect', 'no connection', deadlines.connect);
    case 'UND_ERR_HEADERS_TIMEOUT':
      return new DeadlineError('headers', 'no answer came', deadlines.headers + work);
    case 'UND_ERR_BODY_TIMEOUT':
      return new DeadlineError('idle', 'no byte came or went', deadlines.idle + work);
    case undefined:
    default:
      return error;
  }
}
