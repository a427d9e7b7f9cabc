import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  contains,
  formatCidr,
  knownCidr,
  overlaps,
  parseCidr,
  sizeOf,
  type Cidr,
} from '../../../topology/network/cidr.ts';

const cidrs = fc
  .record({ address: fc.nat({ max: 2 ** 32 - 1 }), prefix: fc.nat({ max: 32 }) })
  .map(({ address, prefix }): Cidr => ({ base: address - (address % sizeOf(prefix)), prefix }));

describe('an IPv4 range', () => {
  it('is read as it is written', () => {
    fc.assert(
      fc.property(cidrs, (cidr) => {
        expect(parseCidr(formatCidr(cidr))).toEqual(cidr);
      }),
    );
  });

  it.each([
    ['10.0.0.0', 'form'],
    ['10.0.0/8', 'form'],
    ['::/0', 'form'],
    ['10.0.0.256/8', 'octet'],
    ['10.0.0.0/33', 'prefix'],
    ['10.0.0.1/8', 'host-bits'],
  ])('is not %s (%s)', (text, problem) => {
    expect(parseCidr(text)).toMatchObject({ problem });
    expect(() => knownCidr(text)).toThrow(problem);
  });

  it('overlaps another exactly where one contains the other', () => {
    fc.assert(fc.property(cidrs, cidrs, (a, b) => overlaps(a, b) === (contains(a, b) || contains(b, a))));
  });

  it('overlaps another exactly where they share an address', () => {
    const small = fc.record({ block: fc.nat({ max: 15 }), prefix: fc.integer({ min: 28, max: 32 }) });
    const addresses = ({ base, prefix }: Cidr) =>
      Array.from({ length: sizeOf(prefix) }, (_, host) => base + host);
    const cut = ({ block, prefix }: { block: number; prefix: number }): Cidr => ({
      base: block - (block % sizeOf(prefix)),
      prefix,
    });
    fc.assert(
      fc.property(small, small, (one, other) => {
        const [a, b] = [cut(one), cut(other)];
        expect(overlaps(a, b)).toBe(addresses(a).some((address) => addresses(b).includes(address)));
      }),
    );
  });
});
