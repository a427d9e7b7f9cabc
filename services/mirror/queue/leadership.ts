import type { RedisScripts } from './redis-scripts.ts';

/**
 * One leader among the instances, by a lease. `isHeld` looks at this instance's own monotonic clock, from before the
 * request was sent: a leader that was stopped for a while knows that it no longer leads before it does anything.
 */
export class Leadership {
  readonly #scripts: RedisScripts;
  readonly #owner: string;
  readonly #leaseMs: number;
  #token = 0;
  #heldUntil = 0;

  constructor(scripts: RedisScripts, owner: string, leaseMs: number) {
    this.#scripts = scripts;
    this.#owner = owner;
    this.#leaseMs = leaseMs;
  }

  get isHeld(): boolean {
    return this.#token !== 0 && performance.now() < this.#heldUntil;
  }

  /** Of the last lease. */
  get token(): number {
    return this.#token;
  }

  /** Takes the lead where nobody has it, or keeps it. */
  async lead(): Promise<boolean> {
    const asked = performance.now();
    const token = Number(await this.#scripts.run('lead', this.#owner, this.#leaseMs));
    this.#token = token;
    this.#heldUntil = asked + this.#leaseMs;
    return token !== 0;
  }

  /** Lets another instance lead at once. */
  async resign(): Promise<void> {
    this.#token = 0;
    await this.#scripts.run('resign', this.#owner);
  }
}
