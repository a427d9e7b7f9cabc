import { BlockList, isIP, isIPv4 } from 'node:net';

/** Where an address leads. `special`: to nobody in particular, such as multicast or documentation. */
export type Scope = 'public' | 'loopback' | 'link-local' | 'private' | 'shared' | 'benchmark' | 'special';

/**
 * IANA's special-purpose registries for IPv4 and IPv6. Clouds answer with an instance's own credentials at
 * 169.254.169.254 and fd00:ec2::254 (AWS), and 100.100.100.200 (Alibaba Cloud, in the shared space of RFC 6598).
 */
const V4: [Exclude<Scope, 'public'>, string[]][] = [
  ['loopback', ['127.0.0.0/8']],
  ['link-local', ['169.254.0.0/16']],
  ['private', ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']],
  ['shared', ['100.64.0.0/10']],
  // Where VPN clients place every name, to be resolved at their other end.
  ['benchmark', ['198.18.0.0/15']],
  ['special', ['0.0.0.0/8', '192.0.0.0/24', '192.0.2.0/24', '198.51.100.0/24']],
  ['special', ['203.0.113.0/24', '224.0.0.0/3']],
];
const V6: typeof V4 = [
  ['loopback', ['::1/128']],
  ['link-local', ['fe80::/10', 'fd00:ec2::/32']],
  ['private', ['fc00::/7', 'fec0::/10']],
  ['special', ['::/128', '100::/64', '2001::/23', '2001:db8::/32', '3fff::/20', '5f00::/16', 'ff00::/8']],
  // NAT64 with a prefix of the network's own choice: where in the address the IPv4 one stands is for it to say.
  ['special', ['64:ff9b:1::/48']],
];

/** In order: of two that hold an address the first tells. */
const scopes: [Exclude<Scope, 'public'>, BlockList][] = [...V4.map(expand4), ...V6.map(expand6)];

/** Also every way to write an IPv4 address as an IPv6 one: mapped, compatible, NAT64, 6to4. */
function expand4([scope, networks]: (typeof V4)[number]): (typeof scopes)[number] {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', length = ''] = network.split('/');
    const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
    const hex = [(a << 8) | b, (c << 8) | d].map((word) => word.toString(16)).join(':');
    list.addSubnet(address, Number(length), 'ipv4');
    for (const prefix of ['::ffff:', '64:ff9b::']) list.addSubnet(prefix + hex, 96 + Number(length), 'ipv6');
    list.addSubnet(`2002:${hex}::`, 16 + Number(length), 'ipv6');
    // ::1 is no IPv4 address.
    if (a !== 0) list.addSubnet(`::${hex}`, 96 + Number(length), 'ipv6');
  }
  return [scope, list];
}

function expand6([scope, networks]: (typeof V4)[number]): (typeof scopes)[number] {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', length = ''] = network.split('/');
    list.addSubnet(address, Number(length), 'ipv6');
  }
  return [scope, list];
}

/** @param address as a resolver writes it; what is no address at all is `special` */
export function scopeOf(address: string): Scope {
  const bare = address.replace(/%.*$/, '');
  if (isIP(bare) === 0) return 'special';
  const family = isIPv4(bare) ? 'ipv4' : 'ipv6';
  return scopes.find(([, list]) => list.check(bare, family))?.[0] ?? 'public';
}

const BY_NAME: readonly Scope[] = ['private', 'benchmark'];

/**
 * Scopes besides the public one that the configured upstream opens, by being there itself. A name opens none where
 * only this machine or its cloud can be meant: whoever owns the name could turn it there at any time. An operator who
 * means it writes the address.
 *
 * @param host of the upstream's URL
 * @param addresses that it stands for
 */
export function openedScopes(host: string, addresses: readonly string[]): Set<Scope> {
  const isMeant = isIP(host) !== 0 || host === 'localhost';
  const opened = addresses.map(scopeOf).filter((scope) => scope !== 'public' && scope !== 'special');
  return new Set(opened.filter((scope) => isMeant || BY_NAME.includes(scope)));
}
