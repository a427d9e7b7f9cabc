import type { Dispatcher } from 'undici';
import { Exchange } from './exchange.ts';
import { FetchFailure } from './failure.ts';
import { toFetchFailure } from './network-error.ts';

/** Made once: an exception with its stack for every transfer would cost some 2 % of a sync's time. */
const OVER = new Error('the transfer is over');

/** One file on its way, over however many redirects: its time limit and its cancellation. */
export class Transfer {
  readonly #timer: NodeJS.Timeout;
  readonly #outer: AbortSignal;
  readonly #totalMs: number;
  #exchange: Exchange | undefined;
  #isLate = false;

  /** @throws the signal's reason, where it has been aborted */
  constructor(totalMs: number, outer: AbortSignal) {
    outer.throwIfAborted();
    this.#totalMs = totalMs;
    this.#outer = outer;
    this.#timer = setTimeout(() => {
      this.#isLate = true;
      this.#exchange?.abort(OVER);
    }, totalMs);
    outer.addEventListener('abort', this.#giveUp, { once: true });
  }

  /** The answer, whose body is still to be read or forgotten. */
  async ask(dispatcher: Dispatcher, url: URL, headers: Record<string, string>): Promise<Exchange> {
    this.#outer.throwIfAborted();
    if (this.#isLate) throw OVER;
    const exchange = new Exchange(dispatcher, url, headers);
    this.#exchange = exchange;
    await exchange.answered;
    return exchange;
  }

  /** Ends it, if it hasn't ended, and lets go of the caller's signal. */
  cancel(): void {
    clearTimeout(this.#timer);
    this.#outer.removeEventListener('abort', this.#giveUp);
    this.#exchange?.abort(OVER);
  }

  /** The caller's own cancellation goes through as it is. */
  explain(url: string, error: unknown): unknown {
    if (this.#outer.aborted) return this.#outer.reason;
    if (this.#isLate) return new FetchFailure('timeout', url, `not complete after ${this.#totalMs / 1000} s`);
    return toFetchFailure(url, error);
  }

  readonly #giveUp = () => this.#exchange?.abort(OVER);
}
