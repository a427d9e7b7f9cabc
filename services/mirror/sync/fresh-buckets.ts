import { StoreError } from '../../../storage/errors.ts';
import { CLIENTS_PREFIX } from '../composer/layout.ts';
import type { ServingBucket } from './bucket.ts';

/**
 * Ids of those that hold nothing for clients. In the run that fills one, workers needn't ask it for what they are about
 * to bring: three of the eight small requests that a package costs. It is a hint, which costs a few fetches too many
 * where it has grown old: as long as a bucket has no root, no client looks at what is in it.
 */
export async function freshBuckets(
  buckets: readonly ServingBucket[],
  signal: AbortSignal,
): Promise<string[]> {
  const empty = await Promise.all(buckets.map(({ store }) => isEmpty(store, signal)));
  return buckets.filter((_, index) => empty[index]).map(({ id }) => id);
}

/** False also where it can't be told: whoever brings something there will be told why. */
async function isEmpty(store: ServingBucket['store'], signal: AbortSignal): Promise<boolean> {
  try {
    for await (const _ of store.list(CLIENTS_PREFIX, { signal })) return false;
    return true;
  } catch (error) {
    if (error instanceof StoreError) return false;
    throw error;
  }
}
