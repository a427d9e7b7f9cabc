import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains, knownCidr, overlaps } from '../../../topology/network/cidr.ts';
import { layOutSubnets } from '../../../topology/plan/subnets.ts';

const letters = [...'abcdefghijklmnopqrstuvwxyz'];
const zones = fc.uniqueArray(fc.constantFrom(...letters), { minLength: 1, maxLength: 16 });
const networks = fc.integer({ min: 8, max: 24 }).map((prefix) => `10.0.0.0/${prefix}`);
const named = (list: string[]) => list.map((letter) => `cn-hangzhou-${letter}`);

describe('the subnets of a network', () => {
  it('lie in it and overlap nowhere', () => {
    fc.assert(
      fc.property(networks, zones, (network, list) => {
        const subnets = layOutSubnets(network, named(list)).map(({ cidr }) => knownCidr(cidr));
        for (const [position, subnet] of subnets.entries()) {
          expect(contains(knownCidr(network), subnet)).toBe(true);
          expect(subnets.slice(0, position).some((other) => overlaps(other, subnet))).toBe(false);
        }
      }),
    );
  });

  it('stay where they are when a zone is added, removed or moved', () => {
    fc.assert(
      fc.property(networks, zones, zones, (network, before, after) => {
        const old = new Map(layOutSubnets(network, named(before)).map(({ zone, cidr }) => [zone, cidr]));
        for (const { zone, cidr } of layOutSubnets(network, named(after))) {
          expect(old.get(zone) ?? cidr).toBe(cidr);
        }
      }),
    );
  });

  it('are a /21 each in a /16, by letter', () => {
    expect(layOutSubnets('10.17.0.0/16', ['cn-hangzhou-a', 'eu-west-1b', 'local-1-z'])).toEqual([
      { zone: 'cn-hangzhou-a', cidr: '10.17.0.0/21' },
      { zone: 'eu-west-1b', cidr: '10.17.8.0/21' },
      { zone: 'local-1-z', cidr: '10.17.200.0/21' },
    ]);
  });

  it('are never larger than the platform has them', () => {
    expect(layOutSubnets('10.0.0.0/8', ['cn-hangzhou-b'], 16)[0]?.cidr).toBe('10.1.0.0/16');
  });
});
