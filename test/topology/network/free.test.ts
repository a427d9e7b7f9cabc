import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { knownCidr, overlaps, PRIVATE, contains, formatCidr } from '../../../topology/network/cidr.ts';
import { freeRange, nextFree, nextFreeLoopback } from '../../../topology/network/free.ts';

const next = (range: string, ...taken: string[]) => {
  const free = nextFree(knownCidr(range), taken.map(knownCidr));
  return free && formatCidr(free);
};

describe('the next free range', () => {
  it.each([
    ['10.17.0.0/16', ['10.17.0.0/16'], '10.18.0.0/16'],
    ['10.17.0.0/16', ['10.17.0.0/16', '10.18.128.0/17'], '10.19.0.0/16'],
    ['10.17.128.0/17', ['10.17.0.0/16'], '10.18.0.0/17'],
    ['10.255.0.0/16', ['10.255.0.0/16'], '10.0.0.0/16'],
    ['192.168.0.0/16', ['192.168.1.0/24'], undefined],
    ['100.64.0.0/16', ['10.0.0.0/8'], '172.16.0.0/16'],
    ['10.0.0.0/8', ['10.1.0.0/16'], undefined],
  ])('after %s, with %j taken, is %s', (range, taken, expected) => {
    expect(next(range, ...taken)).toBe(expected);
  });

  it('is private, of the same size, and overlaps nothing', () => {
    const range = fc
      .record({ base: fc.integer({ min: 0, max: 0xffff }), prefix: fc.integer({ min: 9, max: 24 }) })
      .map(({ base, prefix }) => ({
        base: 10 * 2 ** 24 + ((base * 256) & ~(2 ** (32 - prefix) - 1)),
        prefix,
      }));
    fc.assert(
      fc.property(range, fc.array(range, { maxLength: 12 }), (wanted, taken) => {
        const free = nextFree(wanted, taken);
        if (!free) return;
        expect(free.prefix).toBe(wanted.prefix);
        expect(PRIVATE.some((outer) => contains(outer, free))).toBe(true);
        expect(taken.some((other) => overlaps(other, free))).toBe(false);
      }),
    );
  });

  it('of loopback ranges leaves out the first and the last', () => {
    const after = (text: string) => nextFreeLoopback(knownCidr(text), [knownCidr(text)]);
    expect(after('127.254.0.0/16')).toEqual(knownCidr('127.1.0.0/16'));
    expect(after('127.77.0.0/16')).toEqual(knownCidr('127.78.0.0/16'));
  });

  it('of a site that has none begins at 10.16.0.0', () => {
    expect(freeRange([])).toBe('10.16.0.0/16');
    expect(freeRange([knownCidr('10.16.0.0/14')])).toBe('10.20.0.0/16');
  });
});
