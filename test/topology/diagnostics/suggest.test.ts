import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, suggest } from '../../../topology/diagnostics/suggest.ts';

describe('edit distance', () => {
  it.each([
    ['', 'abc', 3],
    ['max', 'mxa', 1],
    ['kitten', 'sitting', 3],
    ['loadBalancers', 'loadBalencer', 2],
  ])('of "%s" and "%s" is %i', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
  });

  it('is symmetric, and zero only for the same word', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b) === 0).toBe(a === b);
      }),
    );
  });
});

describe('the suggestion for a word', () => {
  it.each([
    ['zoness', ['cidr', 'zones'], 'zones'],
    ['OWNER', ['min', 'owner'], 'owner'],
    ['max', ['min', 'mix'], 'mix'],
    ['xyz', ['cidr', 'zones'], undefined],
    ['a', [], undefined],
  ])('%s among %j is %s', (word, candidates, expected) => {
    expect(suggest(word, candidates)).toBe(expected);
  });
});
