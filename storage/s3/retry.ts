import { setTimeout as delay } from 'node:timers/promises';
import type { Judgement } from './judge.ts';

/**
 * Further tries of one request, by what the store said. Every request gets its own: a budget that all share is used up
 * by fifty cut connections, such as a restart of the store under load, and from then on nothing would be retried.
 */
const RETRIES: Readonly<Partial<Record<Judgement, number>>> = {
  retry: 4,
  'slow-down': 4,
  wait: 7,
  'refresh-credentials': 1,
  'correct-clock': 1,
};
/** Milliseconds before the first further try; doubled for each one after, with full jitter. */
const FIRST_PAUSE: Readonly<Partial<Record<Judgement, number>>> = { retry: 100, 'slow-down': 500, wait: 50 };
/** The longest pause, whatever the store asks for. */
const LONGEST_PAUSE = 5_000;
/** Milliseconds after which no further try begins: a store that takes requests and says nothing costs two of them. */
const WINDOW = 30_000;

/** Milliseconds before the `retry`-th further try; `asked` is what the store itself wants, `random` from 0 to 1. */
export function pauseBefore(judgement: Judgement, retry: number, random: number, asked = 0): number {
  const backoff = random * (FIRST_PAUSE[judgement] ?? 0) * 2 ** (retry - 1);
  return Math.min(Math.max(backoff, asked), LONGEST_PAUSE);
}

/** The tries of one request. */
export class Retries {
  readonly #used = new Map<Judgement, number>();
  readonly #began: number;
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#began = now();
  }

  /** Milliseconds before another try; `undefined` where there is none. */
  next(judgement: Judgement, asked = 0): number | undefined {
    const used = (this.#used.get(judgement) ?? 0) + 1;
    this.#used.set(judgement, used);
    const pause = pauseBefore(judgement, used, Math.random(), asked);
    const isLate = this.#now() + pause - this.#began >= WINDOW;
    return used > (RETRIES[judgement] ?? 0) || isLate ? undefined : pause;
  }
}

/** @throws the signal's reason, as soon as there is one */
export async function pauseFor(ms: number, signal: AbortSignal | undefined): Promise<void> {
  if (ms === 0) return;
  try {
    await delay(ms, undefined, signal ? { signal } : {});
  } catch (error) {
    signal?.throwIfAborted(); // With the caller's own reason.
    throw error;
  }
}
