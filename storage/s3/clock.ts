/** Milliseconds by which a clock may differ before another try is worth it; S3 takes up to 15 minutes. */
const TOLERANCE = 60_000;

/** The store's time: ours, until an answer has told that ours is off. */
export class StoreClock {
  #offset = 0;

  now(): Date {
    return new Date(Date.now() + this.#offset);
  }

  /**
   * Whether a request that was signed at `signed` and answered at `date` is worth another signature; from then on the
   * clock goes by the answer's.
   */
  correct(signed: Date, date: string): boolean {
    const told = Date.parse(date);
    if (Number.isNaN(told) || Math.abs(told - signed.getTime()) < TOLERANCE) return false;
    this.#offset = told - Date.now();
    return true;
  }
}
