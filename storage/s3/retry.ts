import type { S3ClientConfig } from '@aws-sdk/client-s3';

type RetryStrategy = Extract<
  Exclude<S3ClientConfig['retryStrategy'], undefined>,
  { acquireInitialRetryToken: unknown }
>;
type RetryToken = Awaited<ReturnType<RetryStrategy['acquireInitialRetryToken']>>;

/** The first try and four retries: about a second in all, then the caller decides. */
export const ATTEMPTS = 5;
/** Milliseconds before the first retry; doubled for each further one, with full jitter. */
const BASE_DELAY = 100;
/** The same where the store asks for less (503 SlowDown). */
const THROTTLED_DELAY = 500;
/** The longest pause, whatever the store asks for. */
const MOST_DELAY = 5_000;

/** Milliseconds before a retry, the first one being 1; `asked` is what the store itself wants. */
export function retryDelay(retry: number, throttled: boolean, asked = 0): number {
  const backoff = Math.random() * (throttled ? THROTTLED_DELAY : BASE_DELAY) * 2 ** (retry - 1);
  return Math.min(Math.max(backoff, asked), MOST_DELAY);
}

/**
 * Every operation gets its own tries. The SDK's standard strategy shares one budget among all operations of a client:
 * fifty cut connections, such as a restart of the store under load, use it up, and from then on nothing is retried.
 */
export const retryStrategy: RetryStrategy = {
  acquireInitialRetryToken: () => Promise.resolve(token(0, 0)),
  refreshRetryTokenForRetry(last, { errorType, retryAfterHint }) {
    const retries = last.getRetryCount() + 1;
    if (errorType === 'CLIENT_ERROR' || retries >= ATTEMPTS) {
      return Promise.reject(new Error('no further try')); // The SDK then throws the error of the last try.
    }
    const asked = retryAfterHint === undefined ? 0 : retryAfterHint.getTime() - Date.now();
    return Promise.resolve(token(retries, retryDelay(retries, errorType === 'THROTTLING', asked)));
  },
  recordSuccess: () => undefined,
};

function token(retries: number, delay: number): RetryToken {
  return { getRetryCount: () => retries, getRetryDelay: () => delay };
}
