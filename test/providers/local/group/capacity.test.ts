import { describe, expect, test } from 'vitest';
import { resolveCapacity } from '../../../../providers/local/group/capacity.ts';

describe('the capacity of a group', () => {
  test.each([
    ['takes desired from the declaration at creation', 'autoscaler', 3, undefined, 3],
    ['takes desired from the declaration when it owns it', 'iac', 3, 5, 3],
    ['keeps the live desired under another owner', 'autoscaler', 3, 5, 5],
    ['raises a live desired below min', 'schedule', 3, 0, 2],
    ['lowers a live desired above max', 'autoscaler', 3, 40, 8],
  ] as const)('%s', (_title, owner, declared, live, desired) => {
    const now = live === undefined ? undefined : { min: 0, max: 99, desired: live };
    expect(resolveCapacity({ owner, min: 2, max: 8, desired: declared }, now)).toEqual({
      min: 2,
      max: 8,
      desired,
    });
  });
});
