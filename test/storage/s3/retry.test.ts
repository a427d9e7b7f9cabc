import { describe, expect, it } from 'vitest';
import type { Judgement } from '../../../storage/s3/judge.ts';
import { pauseBefore, Retries } from '../../../storage/s3/retry.ts';

describe('a request', () => {
  it.each([
    ['retry', 4],
    ['slow-down', 4],
    ['wait', 7],
    ['refresh-credentials', 1],
    ['correct-clock', 1],
    ['absent', 0],
    ['unchanged', 0],
    ['conflict', 0],
    ['refuse', 0],
  ] as [Judgement, number][])('is repeated where the store says %s, %i times', (judgement, times) => {
    const retries = new Retries(() => 0);
    for (let retry = 0; retry < times; retry++) expect(retries.next(judgement)).toBeTypeOf('number');
    expect(retries.next(judgement)).toBeUndefined();
  });

  it('is not begun again half a minute after its first try', () => {
    let now = 0;
    const retries = new Retries(() => now);
    now = 20_000;
    expect(retries.next('retry')).toBeTypeOf('number');
    now = 30_000;
    expect(retries.next('retry')).toBeUndefined();
  });
});

describe('the pause', () => {
  it('doubles, with full jitter, and is longer where the store is asked too much', () => {
    expect([1, 2, 3, 4].map((retry) => pauseBefore('retry', retry, 1))).toEqual([100, 200, 400, 800]);
    expect([1, 2, 3, 4].map((retry) => pauseBefore('slow-down', retry, 0.5))).toEqual([250, 500, 1000, 2000]);
    expect(pauseBefore('retry', 4, 0)).toBe(0);
    expect(pauseBefore('correct-clock', 1, 1)).toBe(0);
  });

  it('is what the store asks for, up to five seconds', () => {
    expect(pauseBefore('slow-down', 1, 0, 3000)).toBe(3000);
    expect(pauseBefore('slow-down', 1, 0, 60_000)).toBe(5000);
  });
});
