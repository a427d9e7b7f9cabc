import type { Logger } from 'pino';
import { pause } from '../../pause.ts';
import type { ServingBucket } from './bucket.ts';

const HOUR_MS = 3_600_000;
/** No writer is at one body for a day: a transfer ends after minutes. What is older was left by a kill. */
const ABANDONED_MS = 24 * HOUR_MS;
/** What a kill leaves is too young to be told at the start that follows: so each instance looks again. */
const EVERY_MS = 24 * HOUR_MS;

/**
 * Frees what killed writers left in the buckets, at the start and then daily; an hour after
 * a failure. A cloud's lifecycle rule ends unfinished
 * uploads, too, but not bodies that were finished and never committed; and a local store has no such rules.
 */
export async function keepHouse(
  buckets: readonly ServingBucket[],
  log: Logger,
  stop: AbortSignal,
  now: () => number = Date.now,
): Promise<void> {
  while (!stop.aborted) {
    const olderThan = new Date(now() - ABANDONED_MS);
    const swept = await Promise.all(buckets.map((bucket) => sweep(bucket, olderThan, log, stop)));
    await pause(swept.every(Boolean) ? EVERY_MS : HOUR_MS, stop);
  }
}

/** Whether it worked. */
async function sweep(
  { id, store }: ServingBucket,
  olderThan: Date,
  log: Logger,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    const { uploads, bodies } = await store.sweepAbandoned(olderThan, { signal });
    if (uploads + bodies > 0) log.info({ bucket: id, uploads, bodies }, 'freed what killed writers had left');
    return true;
  } catch (error) {
    if (!signal.aborted) {
      log.warn({ bucket: id, reason: (error as Error).message }, 'could not free what killed writers left');
    }
    return false;
  }
}
