import type { Answer } from './exchange.ts';
import { TruncatedBodyError } from '../errors.ts';

/**
 * The chunks of an answer, checked against the length it announced. A store that falls silent is cut off by the
 * exchange's deadlines, so a consumer never hangs; a consumer may take its time.
 */
export async function* checkedBody(
  key: string,
  body: Answer,
  expected: number,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  let received = 0;
  try {
    for await (const chunk of body) {
      received += chunk.byteLength;
      yield chunk;
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw new TruncatedBodyError(key, expected, received, error);
  } finally {
    body.destroy();
  }
  if (received !== expected) throw new TruncatedBodyError(key, expected, received);
}

/** The whole body, in one buffer of exactly its size. */
export async function wholeBody(
  key: string,
  body: Answer,
  expected: number,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const whole = new Uint8Array(expected);
  let filled = 0;
  for await (const chunk of checkedBody(key, body, expected, signal)) {
    if (filled + chunk.byteLength > expected) {
      throw new TruncatedBodyError(key, expected, filled + chunk.byteLength);
    }
    whole.set(chunk, filled);
    filled += chunk.byteLength;
  }
  return whole;
}
