import type { ResourcePolicy } from '../policy.ts';

/** Neither cloud's provider compares the two; the API refuses them in the middle of an update. */
export const boundsInOrder: ResourcePolicy = {
  id: 'capacity/bounds-in-order',
  severity: 'critical',
  summary: 'The least number of instances is at most the greatest, and neither is negative.',
  why:
    'Both clouds refuse such a group, but only when it is created or changed: what the update has done until then is ' +
    'done, and a preview shows nothing.',
  remediation: 'Raise max, or lower min.',
  source: 'own: neither cloud’s provider compares the two',
  words: ['capacity.min'],
  judges: {
    'aws:autoscaling/group:Group': ({ minSize, maxSize }) => outOfOrder(minSize, maxSize),
    'alicloud:ess/scalingGroup:ScalingGroup': ({ minSize, maxSize }) => outOfOrder(minSize, maxSize),
    'skerry:local:ScalingGroup': ({ capacity: { min, max } }) => outOfOrder(min, max),
  },
};

function outOfOrder(min: number, max: number): string | undefined {
  if (min < 0) return `the least number of instances is ${min}, below 0`;
  return min > max ? `the least number of instances, ${min}, exceeds the greatest, ${max}` : undefined;
}
