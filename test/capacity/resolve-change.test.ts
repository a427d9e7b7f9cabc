import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveChange } from '../../capacity/resolve-change.ts';

const now = { min: 3, desired: 5, max: 16 };
const MOST = 2000;

describe('a change of capacity', () => {
  it.each([
    ['nothing', {}, now, {}],
    ['min below desired', { min: 4 }, { min: 4, desired: 5, max: 16 }, { min: 4 }],
    ['min above desired, which follows', { min: 8 }, { min: 8, desired: 8, max: 16 }, { min: 8, desired: 8 }],
    ['max below desired, which follows', { max: 4 }, { min: 3, desired: 4, max: 4 }, { max: 4, desired: 4 }],
    [
      'all to zero',
      { min: 0, desired: 0, max: 0 },
      { min: 0, desired: 0, max: 0 },
      { min: 0, desired: 0, max: 0 },
    ],
    ['what is so already', { min: 3, max: 20 }, { min: 3, desired: 5, max: 20 }, { max: 20 }],
  ])('of %s sends what differs', (_, change, capacity, sent) => {
    expect(resolveChange(now, change, MOST)).toEqual({ capacity, change: sent });
  });

  it.each([
    [{ min: 20 }, ['min would be 20, but max is 16: min ≤ max must hold']],
    [{ max: 2 }, ['min is 3, but max would be 2: min ≤ max must hold']],
    [{ desired: 17 }, ['desired would be 17, but max is 16']],
    [{ desired: 6, min: 7 }, ['desired would be 6, but min would be 7']],
    [{ min: -1 }, ['min is -1: allowed are whole numbers from 0 to 2000']],
    [
      { max: 2001, desired: 1.5 },
      [
        'max is 2001: allowed are whole numbers from 0 to 2000',
        'desired is 1.5: allowed are whole numbers from 0 to 2000',
      ],
    ],
    [{ desired: NaN }, ['desired is NaN: allowed are whole numbers from 0 to 2000']],
  ])('to %j is refused with both numbers', (change, problems) => {
    expect(resolveChange(now, change, MOST)).toEqual({
      problems: expect.arrayContaining(problems) as string[],
    });
  });

  it('gives bounds that hold, or a problem', () => {
    const number = fc.option(fc.integer({ min: -5, max: 30 }), { nil: undefined });
    fc.assert(
      fc.property(fc.record({ min: number, max: number, desired: number }), (values) => {
        const change = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
        const result = resolveChange(now, change, MOST);
        if ('problems' in result) return result.problems.length > 0;
        const { min, max, desired } = result.capacity;
        return 0 <= min && min <= desired && desired <= max;
      }),
    );
  });
});
