import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffMs, parseRetryAfter } from '../../../../services/mirror/fetch/backoff.ts';
import { splitCredentials } from '../../../../services/mirror/fetch/credentials.ts';

describe('the wait before another attempt', () => {
  it.each([
    [1, 0, 0, 250],
    [1, 1, 0, 500],
    [2, 1, 0, 2000],
    [3, 1, 0, 8000],
    [9, 1, 0, 60_000],
    [1, 0, 7000, 7000],
    [1, 0, 86_400_000, 300_000],
  ])('attempt %i, random %d, Retry-After %i ms: %i ms', (attempt, random, retryAfter, expected) => {
    expect(backoffMs(attempt, random, retryAfter)).toBe(expected);
  });

  it('is spread', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (attempt, random) => {
          const wait = backoffMs(attempt, random);
          expect(wait).toBeGreaterThanOrEqual(250);
          expect(wait).toBeLessThanOrEqual(60_000);
        },
      ),
    );
  });

  it('is read from Retry-After in seconds or as a date', () => {
    const now = Date.UTC(2026, 10, 22);
    expect(parseRetryAfter('120', now)).toBe(120_000);
    expect(parseRetryAfter('Sun, 22 Nov 2026 00:00:30 GMT', now)).toBe(30_000);
    expect(parseRetryAfter('Sat, 21 Nov 2026 00:00:30 GMT', now)).toBe(0);
    expect(parseRetryAfter('soon', now)).toBeUndefined();
    expect(parseRetryAfter(undefined, now)).toBeUndefined();
  });
});

it('takes credentials out of a URL', () => {
  expect(splitCredentials('https://example.org/x')).toEqual({ url: 'https://example.org/x' });
  expect(splitCredentials('https://me:a%20b@example.org/x')).toEqual({
    url: 'https://example.org/x',
    authorization: `Basic ${Buffer.from('me:a b').toString('base64')}`,
  });
});
