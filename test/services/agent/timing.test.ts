import { describe, expect, it } from 'vitest';
import { backoff, defaultTiming, jitter, untilNextLook } from '../../../services/agent/timing.ts';

describe('timing', () => {
  it('looks at the bucket less and less often while nothing is there to run, or it is away', () => {
    const looks = (failed: boolean, ...misses: number[]) =>
      misses.map((miss) => untilNextLook(miss, failed, 5_000, defaultTiming));
    expect(looks(false, 0, 1, 2, 3, 4, 5, 1000)).toEqual([5_000, 500, 1_000, 2_000, 4_000, 5_000, 5_000]);
    expect(looks(true, 1, 2, 6, 1000)).toEqual([500, 1_000, 15_000, 15_000]);
  });

  it('doubles up to a limit, and spreads by a quarter', () => {
    expect([1, 2, 3, 10, 1000].map((failures) => backoff(failures, 100, 5_000))).toEqual([
      100, 200, 400, 5_000, 5_000,
    ]);
    expect(jitter(1000, () => 0)).toBe(750);
    expect(jitter(1000, () => 1)).toBe(1250);
  });
});
