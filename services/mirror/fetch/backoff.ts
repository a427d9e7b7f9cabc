const FIRST_MS = 500;
const FACTOR = 4;
const LONGEST_MS = 60_000;
/** An upstream that asks for more is asked again at the next full sync anyway. */
const LONGEST_RETRY_AFTER_MS = 300_000;

/**
 * Milliseconds before the next attempt: 0.5 s, 2 s, 8 s … up to a minute, each between half and the whole of that, so
 * that many who failed together don't come back together; never earlier than the upstream asked for.
 *
 * @param attempt the one that failed, from 1
 * @param random from 0 to 1
 */
export function backoffMs(attempt: number, random: number, retryAfterMs = 0): number {
  const longest = Math.min(FIRST_MS * FACTOR ** (attempt - 1), LONGEST_MS);
  const jittered = (longest * (1 + random)) / 2;
  return Math.max(jittered, Math.min(retryAfterMs, LONGEST_RETRY_AFTER_MS));
}

/** The header of RFC 9110: seconds, or a date. */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
