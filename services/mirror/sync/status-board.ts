import type { Logger } from 'pino';
import { STATUS_KEY } from '../composer/layout.ts';
import type { MirrorStatus } from '../status.ts';
import type { ServingBucket } from './bucket.ts';

/**
 * The status in each serving bucket. A bucket takes one writing at a time and then the newest, so that a slow one
 * delays nobody and an old status never follows a newer one.
 */
export class StatusBoard {
  readonly #buckets: readonly ServingBucket[];
  readonly #log: Logger;
  readonly #next = new Map<string, MirrorStatus>();
  readonly #writing = new Map<string, Promise<boolean>>();

  constructor(buckets: readonly ServingBucket[], log: Logger) {
    this.#buckets = buckets;
    this.#log = log;
  }

  /** What each bucket says; one that can't be read is left out. */
  async read(): Promise<Map<string, MirrorStatus | undefined>> {
    const statuses = new Map<string, MirrorStatus | undefined>();
    await Promise.all(
      this.#buckets.map(async ({ id, store }) => {
        try {
          statuses.set(id, parse(await store.get(STATUS_KEY)));
        } catch (error) {
          this.#log.warn({ bucket: id, reason: (error as Error).message }, 'could not read the status');
        }
      }),
    );
    return statuses;
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

function parse(found: Awaited<ReturnType<ServingBucket['store']['get']>>): MirrorStatus | undefined {
  if (found === undefined || found === 'unchanged') return undefined;
  const status = JSON.parse(Buffer.from(found.body).toString()) as MirrorStatus;
  // Of a later version of ourselves: a run of our own replaces it.
  return status.version === 1 ? status : undefined;
}
