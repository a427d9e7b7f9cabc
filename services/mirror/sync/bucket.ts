import { StoreError } from '../../../storage/errors.ts';
import type { ObjectStore } from '../../../storage/store.ts';

/** A bucket from which a region's clients are served. */
export interface ServingBucket {
  /** As in the stack file: `region/name`. */
  id: string;
  store: ObjectStore;
}

/** A bucket that failed; the others go on without it. The message is for everyone, the cause for the log. */
export class BucketFailure extends Error {
  override readonly name = 'BucketFailure';
  readonly bucket: string;
  /** The bucket works and refuses just this object: asking again can't help, and its other packages are not at fault. */
  readonly isRefusal: boolean;

  constructor(bucket: string, cause: unknown) {
    super(`bucket ${bucket}: ${describe(cause)}`, { cause });
    this.bucket = bucket;
    this.isRefusal = cause instanceof StoreError && cause.isOfRequest;
  }
}

function describe(cause: unknown): string {
  if (!(cause instanceof StoreError)) return 'failed; the log of the instance says how';
  const { operation, key, status } = cause;
  return `${operation} ${key}: ${status === undefined ? 'no answer' : `answered ${status}`}`;
}

/**
 * The buckets that still work for one package. Each is gated by itself: what fails in one is noted, and what remains
 * to be done is done in the others.
 */
export class WorkingBuckets {
  readonly #failures = new Map<string, BucketFailure>();
  readonly #buckets: readonly ServingBucket[];

  constructor(buckets: readonly ServingBucket[]) {
    this.#buckets = buckets;
  }

  get failures(): BucketFailure[] {
    return [...this.#failures.values()];
  }

  get list(): ServingBucket[] {
    return this.#buckets.filter(({ id }) => !this.#failures.has(id));
  }

  fail(bucket: ServingBucket, reason: unknown): void {
    const cause = reason instanceof Error ? reason : new Error(String(reason));
    if (!this.#failures.has(bucket.id)) this.#failures.set(bucket.id, new BucketFailure(bucket.id, cause));
  }

  /** Does something in every bucket at the same time; results of those in which it worked. */
  async each<T>(action: (bucket: ServingBucket) => Promise<T>): Promise<Map<ServingBucket, T>> {
    const results = new Map<ServingBucket, T>();
    await Promise.all(
      this.list.map(async (bucket) => {
        try {
          results.set(bucket, await action(bucket));
        } catch (error) {
          this.fail(bucket, error);
        }
      }),
    );
    return results;
  }
}
