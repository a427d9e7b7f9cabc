import type { Logger } from 'pino';
import { STATUS_KEY } from '../composer/layout.ts';
import type { MirrorStatus } from '../status.ts';
import type { ServingBucket } from './bucket.ts';

/**
 * Puts the status into the serving buckets. A bucket takes one writing at a time and then the newest, so that a slow
 * one delays nobody and an old status never follows a newer one.
 */
export class StatusWriter {
  readonly #log: Logger;
  readonly #next = new Map<string, MirrorStatus>();
  readonly #writing = new Map<string, Promise<boolean>>();

  constructor(log: Logger) {
    this.#log = log;
  }

  /** Resolves when this status or a newer one has been written, to whether that worked. */
  write({ id, store }: ServingBucket, status: MirrorStatus): Promise<boolean> {
    this.#next.set(id, status);
    const running = this.#writing.get(id);
    if (running) return running;
    const writing = this.#drain(id, store);
    this.#writing.set(id, writing);
    return writing;
  }

  async #drain(id: string, store: ServingBucket['store']): Promise<boolean> {
    let works = true;
    for (let status = this.#next.get(id); status; status = this.#next.get(id)) {
      this.#next.delete(id);
      try {
        const options = { contentType: 'application/json', cacheControl: 'no-store' };
        await store.put(STATUS_KEY, Buffer.from(JSON.stringify(status)), options);
        works = true;
      } catch (error) {
        works = false;
        this.#log.warn({ bucket: id, reason: (error as Error).message }, 'could not write the status');
      }
    }
    // In the same turn in which the loop saw that nothing is left.
    this.#writing.delete(id);
    return works;
  }
}
