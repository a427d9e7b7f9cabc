import type { ObjectBody, ObjectStore } from '../../../storage/store.ts';

export interface CachedObjectOptions {
  /** Milliseconds for which it is served without asking the bucket. */
  freshMs: number;
  now?: () => number;
  /** The bucket failed; the last known object is served, if there is one. */
  onStale?: (error: Error) => void;
}

/**
 * One small object of a bucket, in memory: asked for again when it is no longer fresh, by one request whatever the
 * number of waiting clients, and served as it was where the bucket doesn't answer. Absence is not remembered: who is
 * told that a first sync is complete must not meet, at another instance, the time before.
 */
export class CachedObject {
  readonly #store: ObjectStore;
  readonly #key: string;
  readonly #options: CachedObjectOptions;
  #known: ObjectBody | undefined;
  #checked = -Infinity;
  #asking: Promise<void> | undefined;

  constructor(store: ObjectStore, key: string, options: CachedObjectOptions) {
    this.#store = store;
    this.#key = key;
    this.#options = options;
  }

  /** @throws what the bucket threw, where nothing is known yet */
  async get(): Promise<ObjectBody | undefined> {
    const now = this.#options.now ?? (() => performance.now());
    if (!this.#known || now() - this.#checked >= this.#options.freshMs) {
      this.#asking ??= this.#ask().finally(() => {
        this.#checked = now();
        this.#asking = undefined;
      });
      try {
        await this.#asking;
      } catch (error) {
        if (!this.#known) throw error;
        this.#options.onStale?.(error as Error);
      }
    }
    return this.#known;
  }

  async #ask(): Promise<void> {
    const condition = this.#known ? { ifNoneMatch: this.#known.etag } : {};
    const answer = await this.#store.get(this.#key, condition);
    if (answer !== 'unchanged') this.#known = answer;
  }
}
