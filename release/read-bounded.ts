import type { ReadableStore } from '../storage/store.ts';
import { ByteReader } from './byte-reader.ts';
import { untilUncut } from './cut-reads.ts';
import { FormatError } from './errors.ts';

/**
 * A whole object of at most `most` bytes; `undefined` where there is none. `get` takes as much memory as the bucket says
 * that an object has, which is nothing to believe. Throws a `FormatError` for a longer one, which is not read.
 */
export function readBounded(
  store: ReadableStore,
  key: string,
  most: number,
  what: string,
): Promise<Buffer | undefined> {
  return untilUncut(() => readOnce(store, key, most, what));
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
