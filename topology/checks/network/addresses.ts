import { networkLimits } from '../../catalog/limits.ts';
import { LOCAL_ZONE_INSTANCES, subnetAddresses } from '../../catalog/subnet-addresses.ts';
import { cite } from '../../catalog/table.ts';
import { formatCidr, knownCidr, sizeOf, type Cidr } from '../../network/cidr.ts';
import { nextFree } from '../../network/free.ts';
import { edgeSubnet } from '../../plan/edge-subnets.ts';
import { API_SERVICES, reachesOut } from '../../plan/egress.ts';
import { bucketsOf, releaseBucketOf } from '../../plan/group.ts';
import { layOutSubnets } from '../../plan/subnets.ts';
import type { RegionEntry } from '../../site-index.ts';
import { rule, type Check, type CheckContext, type Problem } from '../check.ts';
import { cloudNetworks, networksOf, type CloudRegion } from './cidr.ts';
import { peakOf, type Peak } from './peak.ts';

export const addressChecks: Check[] = [
  rule({
    code: 'network/addresses-exceeded',
    summary: "the subnets have addresses for all that the region's groups can grow to",
    why: 'On the busiest day launches fail for want of addresses, and the group stays below its max. A network that instances are in takes no other range: the way out is a move.',
    allowed:
      "In each zone's subnet (a 32nd of the network) the groups' max divided by the zones, what is there twice while instances are replaced, warm pools, and what the cloud takes itself.",
    fix: 'Take a larger network, more zones, or a smaller max.',
    exemptible: true,
    tables: [subnetAddresses, networkLimits],
    *run(context) {
      for (const { region, cidr, text, pointer } of soundNetworks(context)) {
        const needed = neededIn(region, context);
        const free = freeIn(cidr, region, context);
        if (needed.count <= free) continue;
        const others = networksOf(context.index).filter((other) => formatCidr(other) !== text);
        const wider = widerNetwork(cidr, region, others, (candidate) => {
          return freeIn(candidate, region, context) >= needed.count;
        });
        yield {
          pointer,
          message: `a zone's subnet of ${text} has ${Math.max(0, free)} addresses for instances, and ${region.name} can have ${needed.count} in each zone`,
          allowed: `what ${cite(subnetAddresses)} leaves of a 32nd of the network`,
          fix: wider ?? 'more zones, or a smaller max',
          related: needed.related,
        };
      }
      for (const region of context.index.regions) yield* localZones(region, context);
    },
  }),
  rule({
    code: 'network/edge-addresses-exceeded',
    summary: "on aws, the public subnets have addresses for the region's balancers",
    why: 'AWS makes a network balancer only where eight addresses of its subnet are free, and takes one: the last balancers are refused in the middle of an update.',
    allowed:
      "In each zone's public subnet (a 256th of the network) eight addresses beside those of the NAT gateway and of the other balancers.",
    fix: 'Take a larger network, or fewer balancers.',
    tables: [subnetAddresses],
    *run(context) {
      const { reserved, balancer } = subnetAddresses.rows.aws;
      for (const { region, cidr, text, pointer } of soundNetworks(context)) {
        const balancers = [...context.index.loadBalancers.values()].filter((each) => each.region === region);
        if (region.platform !== 'aws' || balancers.length === 0) continue;
        const taken = (needsEgress(region, context) ? 1 : 0) + balancers.length - 1;
        const left = (candidate: Cidr) =>
          sizeOf(knownCidr(edgeSubnet(formatCidr(candidate), 'a')).prefix) - reserved - taken;
        if (left(cidr) >= balancer) continue;
        const others = networksOf(context.index).filter((other) => formatCidr(other) !== text);
        yield {
          pointer,
          message: `a zone's public subnet of ${text} has ${Math.max(0, left(cidr))} addresses left for the last of ${balancers.length} balancers`,
          allowed: `${balancer} or more (${cite(subnetAddresses)})`,
          fix:
            widerNetwork(cidr, region, others, (candidate) => left(candidate) >= balancer) ??
            'fewer balancers',
          related: balancers
            .slice(-1)
            .map((last) => ({ pointer: last.pointer, message: 'the last is here' })),
        };
      }
    },
  }),
];

/** What subnets can be cut from; the others are told by themselves. */
function* soundNetworks({ index, subnets }: CheckContext): ReturnType<typeof cloudNetworks> {
  if (subnets === 'given') return;
  for (const each of cloudNetworks(index)) {
    const [shortest, longest] = networkLimits.rows[each.region.platform].network;
    if (each.cidr.prefix >= shortest && each.cidr.prefix <= longest) yield each;
  }
}

/** Instances in each zone at the busiest moment, and which groups they are of. */
function neededIn(region: RegionEntry, context: CheckContext) {
  const zones = Math.max(1, new Set(region.value.network.zones).size);
  const peaks = [...context.index.groups.values()]
    .filter((group) => group.region === region)
    .map((group) => peakOf(group, context))
    .filter(({ count }) => count > 0);
  const sum = (some: Peak[]) => some.reduce((total, { count }) => total + count, 0);
  const balanced = peaks.filter((peak) => peak.balanced);
  const filling = peaks.filter((peak) => !peak.balanced);
  const count =
    balanced.reduce((total, peak) => total + Math.ceil(peak.count / zones), 0) +
    Math.ceil(sum(filling) / zones);
  return { count, zones, peaks, related: peaks.map(({ pointer, message }) => ({ pointer, message })) };
}

/** Addresses of a zone's subnet that instances can have. */
function freeIn(cidr: Cidr, region: CloudRegion, context: CheckContext): number {
  const { subnet: shortest } = networkLimits.rows[region.platform];
  const [subnet] = layOutSubnets(formatCidr(cidr), ['a'], shortest);
  const { reserved, balancer, redis } = subnetAddresses.rows[region.platform];
  const network = [...context.index.loadBalancers.values()].filter(
    (each) => each.region === region && each.value.type !== 'clb',
  );
  const taken =
    region.platform === 'alicloud'
      ? network.length * balancer
      : (region.value.redis ? redis : 0) + (needsEgress(region, context) ? 0 : API_SERVICES.length);
  return (subnet ? sizeOf(knownCidr(subnet.cidr).prefix) : 0) - reserved - taken;
}

/** As the plan will say; a group whose workload is not known yet may well need it. */
function needsEgress(region: RegionEntry, { site, index }: CheckContext): boolean {
  return [...index.groups.values()].some((group) => {
    if (group.region !== region) return false;
    const { workload = 'own' } = group;
    const releaseBucket = releaseBucketOf(group, site);
    return reachesOut({
      workload,
      region: region.name,
      buckets: bucketsOf(workload, region.name, site),
      ...(releaseBucket !== undefined && { releaseBucket }),
    });
  });
}

/** The smallest network that does, at the same place if nobody else is there. */
function widerNetwork(
  { base, prefix }: Cidr,
  { platform }: CloudRegion,
  others: readonly Cidr[],
  does: (candidate: Cidr) => boolean,
): string | undefined {
  const [shortest] = networkLimits.rows[platform].network;
  for (let wider = prefix - 1; wider >= shortest; wider--) {
    const candidate = { base: base - (base % sizeOf(wider)), prefix: wider };
    if (!does(candidate)) continue;
    const free = nextFree(candidate, others);
    return free && formatCidr(free);
  }
  return undefined;
}

function* localZones(region: RegionEntry, context: CheckContext): Generator<Problem> {
  if (region.platform !== 'local') return;
  const { count, zones, peaks } = neededIn(region, context);
  const [largest, ...others] = peaks.toSorted((one, other) => other.count - one.count);
  if (!largest || count <= LOCAL_ZONE_INSTANCES) return;
  const left = LOCAL_ZONE_INSTANCES - (count - Math.ceil(largest.count / zones));
  yield {
    pointer: largest.pointer,
    message: `a zone of ${region.name} has addresses for ${LOCAL_ZONE_INSTANCES} instances, and its groups can have ${count} in each`,
    fix: left > 0 ? `at most ${left * zones - 1}, or more zones` : 'more zones, or fewer groups',
    related: others.map(({ pointer, message }) => ({ pointer, message })),
  };
}
