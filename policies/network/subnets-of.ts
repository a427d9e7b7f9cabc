import { is, type StackResource } from '../stack.ts';
import { listed } from '../values.ts';

/** Subnets that a group's instances start in, of those that the stack has itself; and how many it names in all. */
export function subnetsOf(group: StackResource): { known: readonly StackResource[]; named: number } {
  if (is('aws:autoscaling/group:Group', group)) {
    return {
      known: group.sources('vpcZoneIdentifiers'),
      named: listed(group.properties.vpcZoneIdentifiers).length,
    };
  }
  if (is('alicloud:ess/scalingGroup:ScalingGroup', group)) {
    return { known: group.sources('vswitchIds'), named: listed(group.properties.vswitchIds).length };
  }
  return { known: [], named: 0 };
}

/** Its zone: each cloud has a word of its own for it. */
export function zoneOf(subnet: StackResource): string {
  if (is('aws:ec2/subnet:Subnet', subnet)) {
    return subnet.properties.availabilityZone ?? subnet.properties.availabilityZoneId ?? '';
  }
  return is('alicloud:vpc/switch:Switch', subnet) ? (subnet.properties.zoneId ?? '') : '';
}
