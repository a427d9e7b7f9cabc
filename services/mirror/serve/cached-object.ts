import type { ObjectBody, ReadableStore } from '../../../storage/store.ts';

export interface CachedObjectOptions {
  /** Milliseconds for which it is served without asking the bucket. */
  freshMs: number;
  /** Milliseconds after the question for which clients wait for the bucket, where something is known already. */
  patienceMs: number;
  /** Milliseconds after which an unanswered question is given up, so that another one can be asked. */
  giveUpMs: number;
  now?: () => number;
  /** The bucket failed or is late; the last known object is served, if there is one. */
  onStale?: (error: Error) => void;
}

export interface CachedBody extends ObjectBody {
  /** Milliseconds for which it is still fresh; negative where the bucket has not been heard of for longer. */
  ttl: number;
}

/** A question to the bucket that is under way. */
interface Refresh {
  /** Rejects with what the bucket threw. */
  done: Promise<void>;
  /** Resolves when clients have waited long enough. */
  late: Promise<void>;
}

/**
 * One small object of a bucket, in memory: asked for again when it is no longer fresh, by one request whatever the
 * number of waiting clients, and served as it was where the bucket fails or doesn't answer soon. Absence is not
 * remembered: who is told that a first sync is complete must not meet, at another instance, the time before.
 */
export class CachedObject {
  readonly #store: Pick<ReadableStore, 'get'>;
  readonly #key: string;
  readonly #options: CachedObjectOptions;
  readonly #now: () => number;
  #known: ObjectBody | undefined;
  /** When the bucket last told what it has, and when it was last asked to the end. */
  #confirmed = -Infinity;
  #asked = -Infinity;
  #refresh: Refresh | undefined;

  constructor(store: Pick<ReadableStore, 'get'>, key: string, options: CachedObjectOptions) {
    this.#store = store;
    this.#key = key;
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
  }

  /** @throws what the bucket threw, where nothing is known yet */
  async get(): Promise<CachedBody | undefined> {
    const { freshMs } = this.#options;
    if (!this.#known || this.#now() - this.#asked >= freshMs) {
      const { done, late } = (this.#refresh ??= this.#begin());
      if (this.#known)
        await Promise.race([done.catch(() => undefined), late]); // `#begin` tells of the failure.
      else await done;
    }
    return this.#known && { ...this.#known, ttl: this.#confirmed + freshMs - this.#now() };
  }

  #begin(): Refresh {
    const { patienceMs, giveUpMs, onStale } = this.#options;
    const tell = (error: Error) => {
      if (this.#known) onStale?.(error);
    };
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const patience = setTimeout(() => {
      tell(new Error(`no answer within ${patienceMs / 1000} s`));
      resolve();
    }, patienceMs);
    const limit = new AbortController();
    const giveUp = setTimeout(
      () => limit.abort(new Error(`no answer within ${giveUpMs / 1000} s`)),
      giveUpMs,
    );
    const done = this.#ask(limit.signal).finally(() => {
      clearTimeout(patience);
      clearTimeout(giveUp);
      this.#asked = this.#now();
      this.#refresh = undefined;
    });
    done.catch(tell);
    return { done, late };
  }

  async #ask(signal: AbortSignal): Promise<void> {
    const condition = this.#known ? { ifNoneMatch: this.#known.etag } : {};
    const answer = await this.#store.get(this.#key, { ...condition, signal });
    if (answer !== 'unchanged') this.#known = answer;
    this.#confirmed = this.#now();
  }
}
