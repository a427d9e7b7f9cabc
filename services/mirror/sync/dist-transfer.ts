import { createHash } from 'node:crypto';
import type { ObjectWriter } from '../../../storage/store.ts';
import { isReplaceable, type Dist } from '../composer/dists.ts';
import type { ByteBudget } from '../fetch/byte-budget.ts';
import { FetchFailure } from '../fetch/failure.ts';
import type { Upstream } from '../fetch/upstream.ts';
import { ZipDefect } from '../zip/defect.ts';
import { ZipStructureCheck } from '../zip/structure-check.ts';
import type { ServingBucket, WorkingBuckets } from './bucket.ts';
import type { WriteFence } from './held-leases.ts';

/** Bytes of a writer's buffer at most, one part of an upload; it has two of them while it grows. */
const HELD_PER_WRITER = 8 * 1024 * 1024;

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
 * Streams one dist from the upstream into the buckets that lack it, all at once and without a disk, and makes it
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
  const { upstream, budget, buckets, signal, fence } = context;
  const body = await upstream.open(dist.url, signal);
  const held = Math.min(body.length ?? HELD_PER_WRITER, HELD_PER_WRITER) * 2 * into.length;
  const release = await budget.acquire(held);
  const writers = openWriters(dist, into);
  try {
    const verifier = new Verifier(dist);
    for await (const chunk of body.chunks) {
      verifier.push(chunk);
      await inEach(writers, buckets, (writer) => writer.write(chunk));
      if (writers.size === 0) return undefined;
    }
    const metadata = verifier.end();
    fence.before();
    await inEach(writers, buckets, (writer) => writer.commit(metadata));
    fence.after();
    return writers.size > 0 ? verifier.bytes : undefined;
  } finally {
    body.cancel();
    release();
    // After a commit this does nothing.
    await Promise.all([...writers.values()].map((writer) => writer.abort()));
  }
}

function openWriters(dist: Dist, into: readonly ServingBucket[]): Map<ServingBucket, ObjectWriter> {
  const options = {
    contentType: dist.type === 'zip' ? 'application/zip' : 'application/octet-stream',
    cacheControl: isReplaceable(dist) ? REPLACEABLE : PINNED,
    ...(dist.origin === undefined ? {} : { metadata: { origin: dist.origin } }),
  };
  return new Map(into.map((bucket) => [bucket, bucket.store.write(dist.key, options)]));
}

async function inEach(
  writers: Map<ServingBucket, ObjectWriter>,
  buckets: WorkingBuckets,
  action: (writer: ObjectWriter) => Promise<unknown>,
): Promise<void> {
  await Promise.all(
    [...writers].map(async ([bucket, writer]) => {
      try {
        await action(writer);
      } catch (error) {
        writers.delete(bucket);
        buckets.fail(bucket, error);
        await writer.abort();
      }
    }),
  );
}

/** Looks at the bytes of one dist as they pass. */
class Verifier {
  readonly #dist: Dist;
  readonly #sha1 = createHash('sha1');
  readonly #sha256 = createHash('sha256');
  readonly #zip: ZipStructureCheck | undefined;
  bytes = 0;

  constructor(dist: Dist) {
    this.#dist = dist;
    this.#zip = dist.type === 'zip' ? new ZipStructureCheck() : undefined;
  }

  push(chunk: Uint8Array): void {
    this.bytes += chunk.byteLength;
    this.#check((zip) => zip.push(chunk));
    this.#sha256.update(chunk);
    this.#sha1.update(chunk);
  }

  /** What is told of a sound dist, in the object's metadata. */
  end(): Record<string, string> {
    this.#check((zip) => zip.end());
    const { shasum, url } = this.#dist;
    const sha1 = this.#sha1.digest('hex');
    if (shasum !== '' && sha1 !== shasum) {
      const message = 'its SHA-1 is not the one that the metadata says';
      throw new FetchFailure('bad-shasum', url, message, { detail: `it is ${sha1}, not ${shasum}` });
    }
    return { sha1, sha256: this.#sha256.digest('hex') };
  }

  #check(step: (zip: ZipStructureCheck) => void): void {
    if (!this.#zip) return;
    try {
      step(this.#zip);
    } catch (error) {
      if (!(error instanceof ZipDefect)) throw error;
      const { message, detail } = error;
      throw new FetchFailure('bad-zip', this.#dist.url, message, {
        cause: error,
        ...(detail === undefined ? {} : { detail }),
      });
    }
  }
}
