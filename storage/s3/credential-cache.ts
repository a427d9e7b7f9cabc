import type { Credentials } from './credentials.ts';

/** Milliseconds between attempts at new credentials while the known ones still work. */
const PAUSE_AFTER_FAILURE = 10_000;

/**
 * One store's credentials: had once for however many requests, renewed ahead of their end in the background, and kept
 * as long as they work where new ones can't be had.
 */
export class CredentialCache {
  readonly #provide: () => Promise<Credentials>;
  #known: Credentials | undefined;
  #asking: Promise<Credentials> | undefined;
  #notBefore = 0;

  constructor(provide: () => Promise<Credentials>) {
    this.#provide = provide;
  }

  /** @throws what the provider threw, where nothing that works is known */
  async get(): Promise<Credentials> {
    const known = this.#known;
    const now = Date.now();
    if (!known || (known.expiration && known.expiration.getTime() <= now)) return this.#renew();
    if (known.renewal.getTime() <= now && this.#notBefore <= now) {
      // Not lost: where it lasts until the end of the known ones, everyone who asks then is told.
      this.#renew().catch(() => {
        this.#notBefore = Date.now() + PAUSE_AFTER_FAILURE;
      });
    }
    return known;
  }

  /** Others than those that the store has refused; of many who were refused, one asks. */
  async replace(refused: Credentials): Promise<Credentials> {
    return this.#known && this.#known !== refused ? this.#known : this.#renew();
  }

  #renew(): Promise<Credentials> {
    this.#asking ??= this.#provide()
      .then((credentials) => (this.#known = credentials))
      .finally(() => {
        this.#asking = undefined;
      });
    return this.#asking;
  }
}
