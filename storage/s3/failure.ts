import { StoreError } from '../errors.ts';
import { Refusal } from './refusal.ts';

export function isMissing(error: unknown): boolean {
  return error instanceof Refusal && error.judgement === 'absent';
}

/** What every other request would meet, too: another endpoint is meant, who we are, a bucket that isn't there. */
const OF_ALL = [301, 307, 401, 403, 404, 501];

function isOfRequest({ status, judgement }: Refusal): boolean {
  return judgement === 'conflict' || (judgement === 'refuse' && !OF_ALL.includes(status ?? 0));
}

/** What the store did, in its caller's terms. What the caller did, or wants no more, stays as it is. */
export function toStoreError(operation: string, key: string, error: unknown): Error {
  if (!(error instanceof Refusal)) return error as Error;
  const { status, code, message, attempts } = error;
  // `404 NotFound`, `ECONNREFUSED connect ECONNREFUSED …`, `status 403`
  const what = [status, code, message].filter((part) => part !== undefined && part !== '').join(' ');
  const reason = attempts > 1 ? `${what} (after ${attempts} tries)` : what;
  return new StoreError(operation, key, reason, {
    ...(status === undefined ? {} : { status }),
    isOfRequest: isOfRequest(error),
    cause: error,
  });
}
