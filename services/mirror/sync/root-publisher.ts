import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import { ROOT_KEY } from '../composer/layout.ts';
import type { Leadership } from '../queue/leadership.ts';
import type { ServingBucket } from './bucket.ts';

/** Puts a root document into a bucket where it isn't there yet; as often as one likes. */
export class RootPublisher {
  readonly #leadership: Leadership;
  readonly #log: Logger;

  constructor(leadership: Leadership, log: Logger) {
    this.#leadership = leadership;
    this.#log = log;
  }

  /**
   * Whether the root is there. No PUT takes a fencing token, so a leader that was stopped right before its own may
   * write an older root over that of its successor: it doesn't count as published then, and the successor, who looks
   * again and again while it is idle, writes its own.
   */
  async publish({ id, store }: ServingBucket, root: string, signal: AbortSignal): Promise<boolean> {
    const sha256 = createHash('sha256').update(root).digest('hex');
    try {
      if ((await store.head(ROOT_KEY, { signal }))?.metadata?.['sha256'] === sha256) return true;
      if (!this.#leadership.isHeld) return false;
      const options = { contentType: 'application/json', metadata: { sha256 }, signal };
      await store.put(ROOT_KEY, Buffer.from(root), options);
      return this.#leadership.isHeld;
    } catch (error) {
      this.#log.error({ bucket: id, reason: (error as Error).message }, 'could not publish the root');
      return false;
    }
  }
}
