import { FetchFailure } from './failure.ts';
import { toFetchFailure } from './network-error.ts';

/** Without a reason, every abort would make an exception with its stack: some 2 % of a sync's time. */
const OVER = new Error('the transfer is over');

/** One transfer's time limit and cancellation. */
export class Transfer {
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
