import { setTimeout as delay } from 'node:timers/promises';
import { TruncatedBodyError } from '../storage/errors.ts';

/** Further tries after cuts in a row. */
const TRIES = 4;
/** Milliseconds before the first of them; doubled for each one after, with jitter. */
const FIRST_PAUSE = 100;

/** Reads that are cut on the way are tried again, as those of `ReadableStore.get` are. */
export class CutReads {
  #inARow = 0;

  /** Something has arrived whole. */
  progress(): void {
    this.#inARow = 0;
  }

  /** Returns when the read may be tried again; throws what was no cut, or one too many. */
  async pauseAfter(error: unknown): Promise<void> {
    if (!(error instanceof TruncatedBodyError) || ++this.#inARow > TRIES) throw error;
    await delay((0.5 + Math.random() / 2) * FIRST_PAUSE * 2 ** (this.#inARow - 1));
  }
}

/** What `read` returns, as soon as it isn't cut any more. */
export async function untilUncut<T>(read: () => Promise<T>): Promise<T> {
  for (const cuts = new CutReads(); ;) {
    try {
      return await read();
    } catch (error) {
      await cuts.pauseAfter(error);
    }
  }
}
