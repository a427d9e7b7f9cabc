import type { ObjectWriter, PutOptions } from '../../../storage/store.ts';
import { isReplaceable, type Dist } from '../composer/dists.ts';
import type { ByteBudget } from '../fetch/byte-budget.ts';
import type { OpenBody, Upstream } from '../fetch/upstream.ts';
import type { ServingBucket, WorkingBuckets } from './bucket.ts';
import { DistVerifier } from './dist-verifier.ts';
import type { WriteFence } from './held-leases.ts';

/**
 * Bytes of a dist that is held whole, once for all buckets. Most are far smaller (the median of Packagist's is some
 * 50 KB); a longer one goes out in parts of this size, of which a writer has two while it grows.
 */
const HELD = 8 * 1024 * 1024;

export interface TransferContext {
  upstream: Upstream;
  budget: ByteBudget;
  buckets: WorkingBuckets;
  signal: AbortSignal;
  fence: WriteFence;
}

/** For edges. What may be replaced must not outlive, there, the metadata that goes with it: that has the same age. */
const PINNED = 'public, max-age=31536000, immutable';
const REPLACEABLE = 'public, max-age=30';

/**
 * Brings one dist from the upstream into the buckets that lack it, all at once and without a disk, and makes it
 * visible only after all of it has been verified. A bucket that fails drops out; the others get the dist.
 *
 * @returns bytes of the dist; `undefined` where no bucket took it
 * @throws FetchFailure where the upstream has not got it, or not in one sound piece
 */
export async function transferDist(
  dist: Dist,
  into: readonly ServingBucket[],
  context: TransferContext,
): Promise<number | undefined> {
  const body = await context.upstream.open(dist.url, context.signal);
  try {
    const { length } = body;
    return length !== undefined && length <= HELD
      ? await transferWhole(dist, body, length, into, context)
      : await transferInParts(dist, body, into, context);
  } finally {
    body.cancel();
  }
}

async function transferWhole(
  dist: Dist,
  body: OpenBody,
  length: number,
  into: readonly ServingBucket[],
  { budget, buckets, fence }: TransferContext,
): Promise<number | undefined> {
  const release = await budget.acquire(length);
  try {
    const verifier = new DistVerifier(dist);
    // Not of Node's pool, from which a body would keep others' memory.
    const whole = Buffer.allocUnsafeSlow(length);
    await body.read((chunk) => {
      verifier.push(chunk);
      whole.set(chunk, verifier.bytes - chunk.byteLength);
    });
    const sums = verifier.end();
    const { metadata, ...described } = describe(dist);
    const options = { ...described, metadata: { ...metadata, ...sums }, sha256: sums.sha256 };
    const taken = new Set(into);
    fence.before();
    await inEach(taken, buckets, ({ store }) => store.put(dist.key, whole, options));
    fence.after();
    return taken.size > 0 ? length : undefined;
  } finally {
    release();
  }
}

async function transferInParts(
  dist: Dist,
  body: OpenBody,
  into: readonly ServingBucket[],
  { budget, buckets, fence }: TransferContext,
): Promise<number | undefined> {
  const release = await budget.acquire(HELD * 2 * into.length);
  const options = describe(dist);
  const writers = new Map(into.map((bucket) => [bucket, bucket.store.write(dist.key, options)]));
  const taken = new Set(into);
  const writerOf = (bucket: ServingBucket): ObjectWriter => writers.get(bucket)!;
  try {
    const verifier = new DistVerifier(dist);
    await body.read(async (chunk) => {
      verifier.push(chunk);
      await inEach(taken, buckets, (bucket) => writerOf(bucket).write(chunk));
      if (taken.size === 0) body.cancel();
    });
    const sums = verifier.end();
    fence.before();
    await inEach(taken, buckets, (bucket) => writerOf(bucket).commit(sums));
    fence.after();
    return taken.size > 0 ? verifier.bytes : undefined;
  } catch (error) {
    // What its cancelling threw.
    if (taken.size === 0) return undefined;
    throw error;
  } finally {
    release();
    // After a commit this does nothing.
    await Promise.all([...writers.values()].map((writer) => writer.abort()));
  }
}

function describe(dist: Dist): PutOptions {
  return {
    contentType: dist.type === 'zip' ? 'application/zip' : 'application/octet-stream',
    cacheControl: isReplaceable(dist) ? REPLACEABLE : PINNED,
    ...(dist.origin === undefined ? {} : { metadata: { origin: dist.origin } }),
  };
}

/** In those that are left; one that fails is left no more. */
async function inEach(
  left: Set<ServingBucket>,
  buckets: WorkingBuckets,
  action: (bucket: ServingBucket) => Promise<unknown>,
): Promise<void> {
  await Promise.all(
    [...left].map(async (bucket) => {
      try {
        await action(bucket);
      } catch (error) {
        left.delete(bucket);
        buckets.fail(bucket, error);
      }
    }),
  );
}
