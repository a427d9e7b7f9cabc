import { backoffMs } from '../fetch/backoff.ts';

/** After this long without its root a bucket's run is ended all the same, and the next one gives it another chance. */
const LATEST_MS = 60_000;

/** When the closing step of one run is tried: again and again, for a store that blinks must not cost an interval. */
export class RunClosing {
  readonly run: string;
  readonly #until: number;
  #attempts = 0;
  #due = -Infinity;

  /** @param now by `performance.now()`, as everywhere here */
  constructor(run: string, intervalSeconds: number, now: number) {
    this.run = run;
    this.#until = now + Math.min(LATEST_MS, intervalSeconds * 1000);
  }

  isDue(now: number): boolean {
    return now >= this.#due;
  }

  /** No further attempt follows this one. */
  isLast(now: number): boolean {
    return now >= this.#until;
  }

  failed(now: number): void {
    this.#attempts += 1;
    this.#due = Math.min(now + backoffMs(this.#attempts, Math.random()), Math.max(this.#until, now));
  }
}
