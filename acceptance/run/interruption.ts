import { setTimeout as delay } from 'node:timers/promises';
import type { Course } from './perform.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Ends what a run is trying: because somebody wants it, or its time is over. Taking down is not ended by it. */
export class Interruption implements Course {
  readonly #trying = new AbortController();
  readonly #removing = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #isRemoving = false;
  #warned = false;
  readonly #tell: (text: string) => void;
  readonly #onSignal = (signal: NodeJS.Signals) => this.#stop(signal);

  constructor(tell: (text: string) => void) {
    this.#tell = tell;
    for (const signal of SIGNALS) process.on(signal, this.#onSignal);
  }

  /** Aborted as soon as nothing more is to be tried; its reason tells why. */
  get trying(): AbortSignal {
    return this.#trying.signal;
  }

  /** Aborted where somebody insists while everything is being taken down. */
  get removing(): AbortSignal {
    return this.#removing.signal;
  }

  startClock(minutes: number): void {
    const over = new Error(`the ${minutes} minutes of --max-minutes are over`);
    this.#timer = setTimeout(() => this.#trying.abort(over), minutes * 60_000);
  }

  /** From here on a signal is about the taking down. */
  beginRemoval(): void {
    this.#isRemoving = true;
    clearTimeout(this.#timer);
  }

  now(): Date {
    return new Date();
  }

  end(): void {
    clearTimeout(this.#timer);
    for (const signal of SIGNALS) process.off(signal, this.#onSignal);
  }

  #stop(signal: NodeJS.Signals): void {
    if (!this.#isRemoving) {
      this.#tell(`${signal}: what is under way is finished, then everything is taken down`);
      this.#trying.abort(new Error(`ended by ${signal}`));
    } else if (!this.#warned) {
      this.#warned = true;
      this.#tell(`${signal}: everything is being taken down; once more leaves the rest where it is`);
    } else {
      this.#removing.abort(new Error(`ended by ${signal} while it was being taken down`));
    }
  }
}

/** Asks again and again until nothing is missing. @throws the signal's reason, with what was missing at last */
export async function waitUntil(
  missing: () => Promise<string[]>,
  signal: AbortSignal,
  pollMs: number,
): Promise<void> {
  for (;;) {
    const now = await missing();
    if (now.length === 0) return;
    if (signal.aborted)
      throw new Error(`${String((signal.reason as Error).message)}, while ${now.join('; ')}`);
    await delay(pollMs, undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }
}
