import { gunzipSync } from 'node:zlib';
import type { Take } from './exchange.ts';
import { FetchFailure } from './failure.ts';

/** Passes pieces of a body on, as long as they stay within the limit in bytes. */
export function bounded(url: string, limit: number, take: Take): Take {
  let received = 0;
  return (chunk) => {
    received += chunk.byteLength;
    if (received > limit) throw tooLarge(url, limit);
    return take(chunk);
  };
}

/** Unpacks a whole body; the limit holds for what comes out. */
export function decode(url: string, body: Buffer, encoding: string | undefined, limit: number): Uint8Array {
  if (encoding === undefined || encoding === 'identity') return body;
  if (encoding !== 'gzip') {
    throw new FetchFailure('network', url, "encoded in a way that wasn't asked for", { detail: encoding });
  }
  try {
    return gunzipSync(body, { maxOutputLength: limit });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(url, limit);
    throw new FetchFailure('network', url, `broken gzip: ${(error as Error).message}`, { cause: error });
  }
}

export function tooLarge(url: string, limit: number): FetchFailure {
  return new FetchFailure('too-large', url, `larger than ${limit} bytes`);
}
