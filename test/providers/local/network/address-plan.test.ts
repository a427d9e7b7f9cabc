import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  cidrOf,
  infrastructureAddress,
  instanceAddress,
  secondOctet,
} from '../../../../providers/local/network/address-plan.ts';

describe('a loopback range', () => {
  test.each(['127.1.0.0/16', '127.42.0.0/16', '127.254.0.0/16'])('%s is one', (cidr) => {
    expect(cidrOf(secondOctet(cidr) ?? 0)).toBe(cidr);
  });

  test.each([
    '127.0.0.0/16',
    '127.255.0.0/16',
    '127.1.0.0/24',
    '127.01.0.0/16',
    '10.1.0.0/16',
    '127.1.1.0/16',
    '',
  ])('"%s" is none', (cidr) => {
    expect(secondOctet(cidr)).toBeUndefined();
  });
});

describe('the address of a part', () => {
  test.each([
    ['redis', '127.9.0.10'],
    ['bucket', '127.9.0.20'],
    ['sample-upstream', '127.9.0.80'],
    ['balancer', '127.9.0.100'],
    ['cdn', '127.9.0.180'],
  ] as const)('of kind %s begins at %s', (kind, address) => {
    expect(infrastructureAddress('127.9.0.0/16', kind, new Set())).toBe(address);
  });

  test('is the lowest free one of its band', () => {
    const taken = new Set(['127.9.0.20', '127.9.0.21', '127.9.0.23']);
    expect(infrastructureAddress('127.9.0.0/16', 'bucket', taken)).toBe('127.9.0.22');
  });

  test('is refused when the band is full', () => {
    const taken = new Set(Array.from({ length: 10 }, (_, index) => `127.9.0.${10 + index}`));
    expect(() => infrastructureAddress('127.9.0.0/16', 'redis', taken)).toThrow(
      '127.9.0.0/16 has no free address for parts of kind "redis": 10 are in use',
    );
  });

  test('of an instance lies in the /24 of its zone, and is never given twice', () => {
    const zones = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 60 });
    fc.assert(
      fc.property(zones, (wanted) => {
        const taken = new Set<string>();
        for (const zone of wanted) {
          const address = instanceAddress('127.9.0.0/16', zone, taken);
          expect(address).toMatch(new RegExp(`^127\\.9\\.${zone + 1}\\.\\d+$`));
          expect(taken.has(address)).toBe(false);
          taken.add(address);
        }
      }),
    );
  });

  test('is refused for a zone beyond the last /24', () => {
    expect(() => instanceAddress('127.9.0.0/16', 250, new Set())).toThrow('at most 250 zones');
  });
});
