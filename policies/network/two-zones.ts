import type { StackPolicy } from '../policy.ts';
import { is } from '../stack.ts';
import { count } from '../values.ts';
import { subnetsOf, zoneOf } from './subnets-of.ts';

/** Two subnets of one zone are one zone. */
export const twoZones: StackPolicy = {
  id: 'network/two-zones',
  severity: 'high',
  summary: 'The instances of a group are spread over two zones or more.',
  why: 'A zone fails as a whole. A group that lies in one goes with it, however many instances it has.',
  remediation: 'Add a zone to the region’s network.',
  source:
    'AWS FSBP AutoScaling.2; infraguard ess-scaling-group-attach-multi-switch counts subnets, of which two may share a zone',
  words: ['region:network.zones'],
  types: [
    'aws:autoscaling/group:Group',
    'alicloud:ess/scalingGroup:ScalingGroup',
    'skerry:local:ScalingGroup',
  ],
  judge: (group) => {
    if (is('skerry:local:ScalingGroup', group)) return tooFew(new Set(group.properties.zones));
    const { known, named } = subnetsOf(group);
    // Of subnets that another stack has made only the number is known.
    if (known.length < named) return named < 2 && `lies in ${count(named, 'subnet')}`;
    return tooFew(new Set(known.map(zoneOf)));
  },
};

const tooFew = (zones: ReadonlySet<string>): string | undefined =>
  zones.size < 2
    ? `lies in ${count(zones.size, 'zone')}${zones.size === 1 ? `, ${[...zones][0]}` : ''}`
    : undefined;
