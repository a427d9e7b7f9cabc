import { subnetAddresses } from '../../topology/catalog/subnet-addresses.ts';
import { parseCidr, sizeOf } from '../../topology/network/cidr.ts';
import type { StackPolicy } from '../policy.ts';
import { is, type Stack, type StackResource } from '../stack.ts';
import { surely } from '../unknown.ts';
import { count } from '../values.ts';
import { subnetsOf } from './subnets-of.ts';

export const subnetsHoldMax: StackPolicy = {
  id: 'network/subnets-hold-max',
  severity: 'high',
  summary: 'The subnets of a group have an address for each instance that it and its neighbours may run.',
  why: 'A group that runs out of addresses can’t grow: the clouds tell so at the peak, and no preview does.',
  remediation: 'Lower max, add a zone, or take a larger range for the network.',
  source: 'own: no pack that was read compares the two',
  words: ['capacity.max'],
  types: ['aws:autoscaling/group:Group', 'alicloud:ess/scalingGroup:ScalingGroup'],
  judge: (group, stack) => {
    const { known, named } = subnetsOf(group);
    if (named === 0 || known.length < named) return undefined;
    const free = known.reduce((sum, subnet) => sum + freeIn(subnet), 0);
    const urns = new Set(known.map(({ urn }) => urn));
    const wanted = groupsOf(stack)
      .filter((other) => other.urn === group.urn || subnetsOf(other).known.some(({ urn }) => urns.has(urn)))
      .reduce((sum, other) => sum + maxOf(other), 0);
    if (wanted <= free) return undefined;
    return `its ${count(known.length, 'subnet')} ${known.length === 1 ? 'has' : 'have'} ${free} free addresses, and the groups in there may run ${wanted} instances`;
  },
};

function freeIn(subnet: StackResource): number {
  const text = subnet.properties['cidrBlock'];
  const cidr = parseCidr(typeof text === 'string' ? text : '');
  if ('problem' in cidr) return Infinity;
  const { aws, alicloud } = subnetAddresses.rows;
  const { reserved } = is('aws:ec2/subnet:Subnet', subnet) ? aws : alicloud;
  return sizeOf(cidr.prefix) - reserved;
}

const groupsOf = (stack: Stack): StackResource[] =>
  stack.resources.filter(
    (one) => is('aws:autoscaling/group:Group', one) || is('alicloud:ess/scalingGroup:ScalingGroup', one),
  );

/** Of a group whose greatest number isn't known yet, nothing. */
function maxOf({ properties }: StackResource): number {
  return surely(() => typeof properties['maxSize'] === 'number') ? (properties['maxSize'] as number) : 0;
}
