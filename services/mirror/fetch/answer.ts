import { parseRetryAfter } from './backoff.ts';
import type { Exchange } from './exchange.ts';
import { FetchFailure } from './failure.ts';

type Head = Pick<Exchange, 'statusCode' | 'headers'>;

export function badStatus(url: string, { statusCode, headers }: Head): FetchFailure {
  const retryAfterMs = parseRetryAfter(single(headers['retry-after']), Date.now());
  return new FetchFailure('status', url, `answered ${statusCode}`, {
    httpStatus: statusCode,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

/** Bytes; `undefined` where it isn't told. */
export function lengthOf({ headers }: Head): number | undefined {
  const told = single(headers['content-length']);
  return told === undefined ? undefined : Number(told);
}

/** Of a header that came more than once, the first. */
export function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
