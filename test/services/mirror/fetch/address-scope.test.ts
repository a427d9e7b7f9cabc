import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openedScopes, scopeOf } from '../../../../services/mirror/fetch/address-scope.ts';

describe('an address leads', () => {
  it.each([
    ['127.0.0.1', 'loopback'],
    ['127.255.0.9', 'loopback'],
    ['::1', 'loopback'],
    ['0:0:0:0:0:0:0:1', 'loopback'],
    ['169.254.169.254', 'link-local'],
    ['fe80::1%eth0', 'link-local'],
    ['fd00:ec2::254', 'link-local'],
    ['10.1.2.3', 'private'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.1.1', 'private'],
    ['fd12:3456::1', 'private'],
    ['100.100.100.200', 'shared'],
    ['198.18.0.1', 'benchmark'],
    ['0.0.0.0', 'special'],
    ['::', 'special'],
    ['224.0.0.1', 'special'],
    ['255.255.255.255', 'special'],
    ['ff02::1', 'special'],
    ['2001:db8::1', 'special'],
    ['2001:0:1::', 'special'],
    ['64:ff9b:1::a9fe:a9fe', 'special'],
    ['3fff:fff:1::', 'special'],
    ['5f00::1', 'special'],
    ['no address', 'special'],
    ['', 'special'],
    ['8.8.8.8', 'public'],
    ['172.32.0.1', 'public'],
    ['172.15.255.255', 'public'],
    ['100.128.0.1', 'public'],
    ['2606:4700::1111', 'public'],
    ['2400:3200::1', 'public'],
  ])('%s: %s', (address, scope) => {
    expect(scopeOf(address)).toBe(scope);
  });

  it('to the same place however IPv6 writes an IPv4 address', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    const interesting = fc.constantFrom(0, 10, 100, 127, 169, 172, 192, 224);
    fc.assert(
      fc.property(fc.tuple(fc.oneof(interesting, byte), byte, byte, byte), (bytes) => {
        const [a, b, c, d] = bytes;
        const dotted = bytes.join('.');
        const hex = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
        const scope = scopeOf(dotted);
        const forms = [`::ffff:${dotted}`, `::ffff:${hex}`, `64:ff9b::${hex}`, `2002:${hex}::`];
        for (const form of forms) expect(scopeOf(form), form).toBe(scope);
      }),
    );
  });
});

describe('an upstream opens, besides the public network,', () => {
  it.each<[string, string[], string[]]>([
    ['8.8.8.8', ['8.8.8.8'], []],
    ['127.3.4.5', ['127.3.4.5'], ['loopback']],
    ['169.254.1.1', ['169.254.1.1'], ['link-local']],
    ['localhost', ['::1', '127.0.0.1'], ['loopback']],
    ['satis.corp.example', ['10.0.0.7'], ['private']],
    ['repo.example.org', ['198.18.0.9'], ['benchmark']],
    ['repo.example.org', ['127.0.0.1', '169.254.169.254', '100.100.100.200', '8.8.8.8'], []],
  ])('as %s at %j: %j', (host, addresses, scopes) => {
    expect([...openedScopes(host, addresses)]).toEqual(scopes);
  });
});
