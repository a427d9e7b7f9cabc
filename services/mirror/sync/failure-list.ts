import { FetchFailure, type FailureDetails } from '../fetch/failure.ts';

/** Told each by itself: thousands of dead links in one package would fill memory and the status. */
export const MAX_TOLD = 50;

/** What the upstream failed to give of one package. */
export class FailureList {
  readonly #told: FetchFailure[] = [];
  #untold = 0;
  /** Of the untold ones: one after which another attempt may help, where there is one. */
  #last: FetchFailure | undefined;

  add(failure: FetchFailure): void {
    if (this.#told.length < MAX_TOLD) {
      this.#told.push(failure);
      return;
    }
    this.#untold += 1;
    if (!this.#last || this.#last.isPermanent) this.#last = failure;
  }

  /** The last one stands for all that are not told. */
  get list(): FetchFailure[] {
    if (!this.#last) return this.#told;
    const { kind, url, message, httpStatus, retryAfterMs, detail, cause } = this.#last;
    const details: FailureDetails = {
      cause,
      ...(httpStatus === undefined ? {} : { httpStatus }),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      ...(detail === undefined ? {} : { detail }),
    };
    const all = `${message}; one of ${this.#untold} further failures of this package`;
    return [...this.#told, new FetchFailure(kind, url, all, details)];
  }
}
