import { networkLimits } from '../../catalog/limits.ts';
import { cite } from '../../catalog/table.ts';
import type { Pointer } from '../../diagnostics/diagnostic.ts';
import { below } from '../../diagnostics/pointer.ts';
import { contains, formatCidr, parseCidr, PRIVATE, sizeOf, type Cidr } from '../../network/cidr.ts';
import { freeRange } from '../../network/free.ts';
import type { RegionEntry, SiteIndex } from '../../site-index.ts';
import { rule, type Check, type CheckContext, type Problem } from '../check.ts';

export const cidrChecks: Check[] = [
  rule({
    code: 'network/cidr-missing',
    summary: 'a network on a cloud has a range',
    why: "A VPC has a range that can't be changed once instances are in it: it must be chosen, and by you.",
    allowed: 'A private IPv4 range; on local none is needed.',
    fix: 'Take a range that no other network of yours has.',
    prevents: [{ cloud: 'tencent', error: 'MissingParameter' }],
    *run({ index }) {
      for (const { name, platform, pointer, value } of index.regions) {
        if (platform === 'local' || value.network.cidr !== undefined) continue;
        yield {
          pointer: below(pointer, 'network'),
          at: 'key',
          message: `cidr of ${name} is missing: only on local one is allocated`,
          fix: `cidr: ${freeRange(networksOf(index))}`,
          lacking: [below(pointer, 'network', 'cidr')],
        };
      }
    },
  }),
  rule({
    code: 'network/cidr-invalid',
    summary: 'each range is an IPv4 network',
    why: 'The cloud refuses the range, the VPC with it, and everything that was to be in the VPC.',
    allowed: 'a.b.c.d/bits, each part up to 255, bits up to 32, no bits set behind the prefix.',
    fix: 'Write the first address of the range and its length.',
    *run(context) {
      for (const { text, pointer } of allRanges(context)) {
        const cidr = parseCidr(text);
        if (!('problem' in cidr)) continue;
        yield { pointer, ...INVALID[cidr.problem](text, 'network' in cidr ? cidr.network : '') };
      }
    },
  }),
  rule({
    code: 'network/cidr-not-private',
    summary: 'a network on a cloud is within the private ranges',
    why: "A range that belongs to somebody on the internet hides that somebody from the whole region: a code host that can't be reached, and nobody knows why.",
    allowed: 'Parts of 10.0.0.0/8, 172.16.0.0/12 and 192.168.0.0/16.',
    fix: 'Take a private range that is free.',
    *run({ index }) {
      for (const { cidr, text, pointer } of cloudNetworks(index)) {
        if (PRIVATE.some((range) => contains(range, cidr))) continue;
        yield {
          pointer,
          message: `${text} is not private: its real owner could no longer be reached from the region`,
          allowed: `a part of ${PRIVATE.map(formatCidr).join(', ')}`,
          fix: freeRange(networksOf(index)),
        };
      }
    },
  }),
  rule({
    code: 'network/cidr-size',
    summary: 'a network has room for subnets, and no more than its platform takes',
    why: "A zone's subnet is a 32nd of the network, its public one on AWS a 256th: from a network that is too small no subnet can be cut, and one that is too large no platform takes.",
    allowed: 'Alibaba Cloud: /8 to /24; AWS: /16 to /20.',
    fix: 'Take a /16, which both have.',
    tables: [networkLimits],
    *run({ index, subnets }) {
      if (subnets === 'given') return;
      for (const { region, cidr, text, pointer } of cloudNetworks(index)) {
        const [shortest, longest] = networkLimits.rows[region.platform].network;
        if (cidr.prefix >= shortest && cidr.prefix <= longest) continue;
        const small = cidr.prefix > longest;
        yield {
          pointer,
          message: small
            ? `${text} is too small: a zone's ${SMALLEST[region.platform]} of it, and ${region.platform} has none that small`
            : `${text} is larger than any network of ${region.platform}`,
          allowed: `/${shortest} to /${longest} (${cite(networkLimits)})`,
          fix: formatCidr({ base: cidr.base - (cidr.base % 2 ** 16), prefix: 16 }),
        };
      }
    },
  }),
  rule({
    code: 'network/cidr-not-loopback',
    summary: 'a network on local is a loopback /16',
    why: 'On one machine a region lies in a loopback range of its own: any other address is one of the real network.',
    allowed: '127.1.0.0/16 to 127.254.0.0/16, or none at all.',
    fix: 'Leave cidr out: a free one is allocated.',
    *run({ index }) {
      for (const region of index.regions) {
        const text = region.value.network.cidr;
        if (region.platform !== 'local' || text === undefined || 'problem' in parseCidr(text)) continue;
        if (/^127\.(?!0\.|255\.)\d+\.0\.0\/16$/.test(text)) continue;
        yield {
          pointer: cidrPointer(region),
          message: `${text} is no loopback range that a region on local can have`,
          allowed: '127.1.0.0/16 to 127.254.0.0/16',
          fix: 'leave cidr out: a free one is allocated',
        };
      }
    },
  }),
];

/** What must be cut from a network. */
const SMALLEST = { alicloud: 'subnet is a 32nd', aws: 'public subnet is a 256th' };

const INVALID: Record<
  'octet' | 'prefix' | 'form' | 'host-bits',
  (text: string, network: string) => Omit<Problem, 'pointer'>
> = {
  octet: (text) => ({
    message: `${text} has a part above 255`,
    allowed: '0 to 255 in each part',
    fix: nearest(text),
  }),
  prefix: (text) => ({ message: `${text} has more than 32 bits`, allowed: '/0 to /32', fix: nearest(text) }),
  form: (text) => ({
    message: `${text} is no IPv4 range`,
    allowed: 'a.b.c.d/bits',
    fix: 'such as 10.17.0.0/16',
  }),
  'host-bits': (text, network) => ({
    message: `${text} names an address within a range, not the range`,
    fix: network,
  }),
};

/** The range with each number brought down to the largest there is. */
function nearest(text: string): string {
  const [bits = 32, ...octets] = text.split(/[./]/).map(Number).reverse();
  const prefix = Math.min(bits, 32);
  const address = octets.reduceRight((sum, octet) => sum * 256 + Math.min(octet, 255), 0);
  return formatCidr({ base: address - (address % sizeOf(prefix)), prefix });
}

const cidrPointer = (region: RegionEntry): Pointer => below(region.pointer, 'network', 'cidr');

/** Whatever the site gives as a range. */
function* allRanges({ index }: CheckContext): Generator<{ text: string; pointer: Pointer }> {
  for (const region of index.regions) {
    const text = region.value.network.cidr;
    if (text !== undefined) yield { text, pointer: cidrPointer(region) };
  }
  for (const { pointer, value } of index.loadBalancers.values()) {
    for (const [position, text] of (value.deny ?? []).entries()) {
      yield { text, pointer: below(pointer, 'deny', position) };
    }
  }
}

export type CloudRegion = RegionEntry & { platform: 'alicloud' | 'aws' };

/** Networks on clouds whose ranges can be read. */
export function* cloudNetworks(
  index: SiteIndex,
): Generator<{ region: CloudRegion; cidr: Cidr; text: string; pointer: Pointer }> {
  for (const region of index.regions) {
    const text = region.value.network.cidr;
    if (!isCloud(region) || text === undefined) continue;
    const cidr = parseCidr(text);
    if (!('problem' in cidr)) yield { region, cidr, text, pointer: cidrPointer(region) };
  }
}

const isCloud = (region: RegionEntry): region is CloudRegion => region.platform !== 'local';

/** The networks of the site that can be read. */
export function networksOf(index: SiteIndex): Cidr[] {
  return index.regions.flatMap(({ value }) => {
    const cidr = value.network.cidr === undefined ? undefined : parseCidr(value.network.cidr);
    return cidr && !('problem' in cidr) ? [cidr] : [];
  });
}
