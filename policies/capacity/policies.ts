import type { Policy } from '../policy.ts';
import { boundsInOrder } from './bounds-in-order.ts';
import { desiredLeftAlone } from './desired-left-alone.ts';
import { hooksBeforeInstances } from './hooks-before-instances.ts';

const OWN = 'own: neither cloud’s provider compares the numbers, and no pack that was read does';

export const capacity: readonly Policy[] = [
  boundsInOrder,
  {
    id: 'capacity/room-to-run',
    severity: 'high',
    summary: 'A group may run at least one instance.',
    why: 'A greatest number of 0 is a group that never serves anybody, and that no rule can bring back.',
    remediation: 'Raise max to 1 or more, or take the group out.',
    source: OWN,
    words: ['capacity.max'],
    judges: {
      'aws:autoscaling/group:Group': ({ maxSize }) => noRoom(maxSize),
      'alicloud:ess/scalingGroup:ScalingGroup': ({ maxSize }) => noRoom(maxSize),
      'skerry:local:ScalingGroup': ({ capacity: { max } }) => noRoom(max),
    },
  },
  {
    id: 'capacity/desired-within-bounds',
    severity: 'high',
    summary: 'The number of instances that a group begins with lies between its bounds.',
    why:
      'The clouds refuse such a group in the middle of an update, or move the number in silence: what runs is not what ' +
      'the file says.',
    remediation: 'Move desired, or initial, between min and max.',
    source: OWN,
    words: ['capacity.desired', 'capacity.initial'],
    judges: {
      'aws:autoscaling/group:Group': ({ desiredCapacity, minSize, maxSize }) =>
        outside(desiredCapacity, minSize, maxSize),
      'alicloud:ess/scalingGroup:ScalingGroup': ({ desiredCapacity, minSize, maxSize }) =>
        outside(desiredCapacity, minSize, maxSize),
      'skerry:local:ScalingGroup': ({ capacity: { desired, min, max } }) => outside(desired, min, max),
    },
  },
  {
    id: 'capacity/two-instances',
    severity: 'high',
    summary: 'A group keeps two instances or more.',
    why: 'With one, each failed health check and each release is an outage.',
    remediation: 'Raise min to 2 or more.',
    source: 'own; AWS FSBP AutoScaling.2 asks the same of zones',
    words: ['capacity.min'],
    judges: {
      'aws:autoscaling/group:Group': ({ minSize }) => lonely(minSize),
      'alicloud:ess/scalingGroup:ScalingGroup': ({ minSize }) => lonely(minSize),
      'skerry:local:ScalingGroup': ({ capacity: { min } }) => lonely(min),
    },
  },
  desiredLeftAlone,
  hooksBeforeInstances,
];

const noRoom = (max: number): string | undefined =>
  max <= 0 ? `the greatest number of instances is ${max}` : undefined;

function outside(desired: number | undefined, min: number, max: number): string | undefined {
  if (desired === undefined || min > max || (desired >= min && desired <= max)) return undefined;
  return `${desired} instances lie outside of ${min} to ${max}`;
}

const lonely = (min: number): string | undefined =>
  min < 2 ? `the least number of instances is ${min}` : undefined;
