import { healthSources } from '../../catalog/health-sources.ts';
import { cite } from '../../catalog/table.ts';
import type { Pointer } from '../../diagnostics/diagnostic.ts';
import { below } from '../../diagnostics/pointer.ts';
import { contains, overlaps, parseCidr, sizeOf, type Cidr } from '../../network/cidr.ts';
import type { LoadBalancer } from '../../schema/load-balancer.ts';
import type { Entry } from '../../site-index.ts';
import { rule, type Check } from '../check.ts';

interface Denied {
  text: string;
  cidr: Cidr;
  pointer: Pointer;
}

export const denyChecks: Check[] = [
  rule({
    code: 'lb/deny-everybody',
    summary: 'what a balancer denies leaves somebody',
    why: 'Nobody could connect: the balancer would be there, green and paid for, and refuse every client.',
    allowed: 'Ranges that together are less than all addresses.',
    fix: 'Deny the sources that are meant, or take the balancer away.',
    *run({ index }) {
      for (const { id, pointer, value } of index.loadBalancers.values()) {
        if (!coversAll(deniedBy(pointer, value))) continue;
        yield {
          pointer: below(pointer, 'deny'),
          message: `${id} would refuse every address there is`,
          fix: '[198.51.100.0/24], the sources that are meant',
        };
      }
    },
  }),
  rule({
    code: 'lb/deny-of-health-checks',
    summary: 'a balancer denies neither its own network nor the addresses of health checks',
    why: "No client comes from there. From there the balancer asks its instances whether they are well, and the region's own machines call it: whoever denies the range locks these out, and with them the service.",
    allowed:
      "Ranges outside the region's network; also outside 100.64.0.0/10 with classic balancers of Alibaba Cloud, and outside 127.0.0.0/8 on local.",
    fix: 'Leave the range out, or deny the part of it that is meant.',
    tables: [healthSources],
    *run({ index }) {
      for (const entry of index.loadBalancers.values()) {
        const ranges = deniedBy(entry.pointer, entry.value);
        if (coversAll(ranges)) continue;
        for (const source of sourcesOf(entry)) {
          const hit = ranges.find(({ cidr }) => overlaps(cidr, source.cidr));
          if (!hit) continue;
          yield {
            pointer: hit.pointer,
            message: `${hit.text} has addresses of ${source.text}, from which ${source.who}`,
            allowed: `ranges outside ${source.text} (${cite(healthSources)})`,
            fix: 'leave it out',
            ...(source.pointer !== undefined && {
              related: [{ pointer: source.pointer, message: 'the network is here' }],
            }),
          };
        }
      }
    },
  }),
  {
    code: 'lb/deny-overlap',
    severity: 'warning',
    summary: 'no range that a balancer denies lies in another one',
    why: 'The smaller one does nothing, and takes one of the few entries that a list holds. Whoever takes the larger one away later believes in the smaller one.',
    allowed: 'Ranges that share no address.',
    fix: 'Leave the smaller one out.',
    *run({ index }) {
      for (const { pointer, value } of index.loadBalancers.values()) {
        const ranges = deniedBy(pointer, value).slice(0, 300);
        if (coversAll(ranges)) continue;
        for (const inner of ranges) {
          const outer = ranges.find((each) => each !== inner && contains(each.cidr, inner.cidr));
          if (!outer) continue;
          yield {
            pointer: inner.pointer,
            message: `${inner.text} lies in ${outer.text}, which is denied already`,
            fix: 'leave it out',
            related: [{ pointer: outer.pointer, message: `${outer.text} is here` }],
          };
          break;
        }
      }
    },
  },
  {
    code: 'lb/deny-behind-cdn',
    severity: 'warning',
    summary: 'a balancer that the CDN alone may reach denies nobody',
    why: "The balancer sees the CDN's addresses, never those of its clients: an entry does nothing, or it locks out a part of the CDN itself.",
    allowed: 'deny with allow: any.',
    fix: 'Leave deny out, and deny at the edge.',
    *run({ index }) {
      for (const { id, pointer, region, value } of index.loadBalancers.values()) {
        if (region.platform !== 'aws' || value.allow !== 'cdn' || (value.deny ?? []).length === 0) continue;
        yield {
          pointer: below(pointer, 'deny'),
          at: 'key',
          message: `${id} lets in the CDN alone: what it denies is nobody, or a part of the CDN`,
          fix: 'leave deny out',
          related: [{ pointer: below(pointer, 'allow'), message: 'allow is here' }],
        };
      }
    },
  },
];

/** Those that can be read; the others are told by themselves. */
function deniedBy(pointer: Pointer, { deny = [] }: LoadBalancer): Denied[] {
  return deny.flatMap((text, position) => {
    const cidr = parseCidr(text);
    return 'problem' in cidr ? [] : [{ text, cidr, pointer: below(pointer, 'deny', position) }];
  });
}

function coversAll(ranges: readonly Denied[]): boolean {
  let end = 0;
  for (const { cidr } of ranges.toSorted((one, other) => one.cidr.base - other.cidr.base)) {
    if (cidr.base > end) return false;
    end = Math.max(end, cidr.base + sizeOf(cidr.prefix));
  }
  return end === sizeOf(0);
}

function* sourcesOf({ region, value }: Entry<LoadBalancer>) {
  const { clb, local } = healthSources.rows;
  if (region.platform === 'local') {
    const cidr = parseCidr(local);
    if (!('problem' in cidr)) yield { text: local, cidr, who: 'everybody comes on this machine' };
    return;
  }
  if (region.platform === 'alicloud' && value.type === 'clb') {
    const cidr = parseCidr(clb);
    if (!('problem' in cidr)) yield { text: clb, cidr, who: 'classic balancers check their instances' };
  }
  const { cidr: text } = region.value.network;
  const cidr = text === undefined ? undefined : parseCidr(text);
  if (text === undefined || !cidr || 'problem' in cidr) return;
  const who = `the balancers of ${region.name} check their instances`;
  yield { text, cidr, who, pointer: below(region.pointer, 'network', 'cidr') };
}
