import { TruncatedBodyError } from '../storage/errors.ts';
import type { ReadableStore } from '../storage/store.ts';
import { ByteReader } from './byte-reader.ts';
import { FormatError } from './errors.ts';

/** Reads that are cut on the way are tried again, as those of `ReadableStore.get` are. */
const ATTEMPTS = 3;

/**
 * A whole object of at most `most` bytes; `undefined` where there is none. `get` takes as much memory as the bucket says
 * that an object has, which is nothing to believe. Throws a `FormatError` for a longer one, which is not read.
 */
export async function readBounded(
  store: ReadableStore,
  key: string,
  most: number,
  what: string,
): Promise<Buffer | undefined> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await readOnce(store, key, most, what);
    } catch (error) {
      if (!(error instanceof TruncatedBodyError) || attempt === ATTEMPTS) throw error;
    }
  }
}

async function readOnce(
  store: ReadableStore,
  key: string,
  most: number,
  what: string,
): Promise<Buffer | undefined> {
  const stream = await store.stream(key);
  if (!stream) return undefined;
  const reader = new ByteReader(stream.body);
  try {
    if (stream.size > most) {
      throw new FormatError(`${what} has ${stream.size} bytes; at most ${most} are allowed`);
    }
    return await reader.take(stream.size);
  } finally {
    await reader.close();
  }
}
