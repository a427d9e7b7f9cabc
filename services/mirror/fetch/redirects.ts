import type { Dispatcher } from 'undici';
import { badStatus, single } from './answer.ts';
import type { Exchange } from './exchange.ts';
import { FetchFailure } from './failure.ts';
import { loggedUrl } from './public-url.ts';
import type { Transfer } from './transfer.ts';

const MAX_REDIRECTS = 5;
const REDIRECTS = [301, 302, 303, 307, 308];

export interface FollowOptions {
  dispatcher: Dispatcher;
  transfer: Transfer;
  /** `Authorization` by origin: it is sent there and nowhere else, whatever redirects say. */
  authorization: ReadonlyMap<string, string> | undefined;
}

/**
 * The answer, 200 or 304, at the end of the way that redirects tell; from HTTPS none leads to plain HTTP.
 *
 * @throws FetchFailure for any other answer
 */
export async function follow(
  url: string,
  headers: Record<string, string>,
  { dispatcher, transfer, authorization }: FollowOptions,
): Promise<Exchange> {
  let at = new URL(url);
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const secret = authorization?.get(at.origin);
    const own = secret === undefined ? headers : { ...headers, authorization: secret };
    const answer = await transfer.ask(dispatcher, at, own);
    const { statusCode } = answer;
    if (statusCode === 200 || statusCode === 304) return answer;
    await answer.forget();
    const location = single(answer.headers['location']);
    if (!REDIRECTS.includes(statusCode) || location === undefined) throw badStatus(url, answer);
    at = nextHop(url, at, location);
  }
  throw new FetchFailure('network', url, `more than ${MAX_REDIRECTS} redirects`, {
    detail: `the last one to ${loggedUrl(at.href)}`,
  });
}

function nextHop(url: string, from: URL, location: string): URL {
  const to = URL.canParse(location, from.href) ? new URL(location, from) : undefined;
  if (!to || !/^https?:$/.test(to.protocol)) {
    throw new FetchFailure('network', url, 'redirected to what is no HTTP URL', { detail: location });
  }
  if (from.protocol === 'https:' && to.protocol === 'http:') {
    throw new FetchFailure('network', url, 'redirected from https to http', { detail: loggedUrl(to.href) });
  }
  return to;
}
