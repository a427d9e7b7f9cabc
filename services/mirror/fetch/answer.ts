import type { Dispatcher } from 'undici';
import { parseRetryAfter } from './backoff.ts';
import { FetchFailure } from './failure.ts';

type Head = Pick<Dispatcher.ResponseData, 'statusCode' | 'headers'>;

export function badStatus(url: string, { statusCode, headers }: Head): FetchFailure {
  const retryAfterMs = parseRetryAfter(single(headers['retry-after']), Date.now());
  return new FetchFailure('status', url, `answered ${statusCode}`, {
    httpStatus: statusCode,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

/** 0 where it isn't told. */
export function lengthOf({ headers }: Head): number {
  return Number(single(headers['content-length']) ?? 0);
}

/** Of a header that came more than once, the first. */
export function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
