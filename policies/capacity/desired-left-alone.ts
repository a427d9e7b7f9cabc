import type { StackPolicy, Verdict } from '../policy.ts';
import { is, type Stack, type StackResource } from '../stack.ts';
import { surely } from '../unknown.ts';
import { isGiven } from '../values.ts';

const DESIRED = 'desiredCapacity';

/** Properties of both clouds' groups that updates may leave to whoever scales them. */
export const desiredLeftAlone: StackPolicy = {
  id: 'capacity/desired-left-alone',
  severity: 'critical',
  summary: 'Where rules or schedules move a group, updates leave its number of instances alone.',
  why:
    'An update would put back the number in the file: at the evening’s peak it takes away what the autoscaler has added, ' +
    'in the middle of what those instances do.',
  remediation:
    'Give initial in place of desired, with owner autoscaler or schedule; in a program of your own, ' +
    'ignoreChanges: ["desiredCapacity"].',
  source: 'own, after aws-cdk#5215, pulumi-eks#1293 and others',
  words: ['capacity.owner'],
  types: ['aws:autoscaling/group:Group', 'alicloud:ess/scalingGroup:ScalingGroup'],
  judge: (group, stack) => {
    if (!isGiven(group.properties, DESIRED) || group.ignoreChanges.includes(DESIRED)) return undefined;
    return moved(group, stack);
  },
};

function moved(group: StackResource, stack: Stack): Verdict {
  const movers = is('aws:autoscaling/group:Group', group)
    ? [
        ...stack.referring('aws:autoscaling/policy:Policy', 'autoscalingGroupName', group),
        ...stack
          .referring('aws:autoscaling/schedule:Schedule', 'autoscalingGroupName', group)
          .filter(({ properties }) => surely(() => (properties.desiredCapacity ?? -1) >= 0)),
      ]
    : [
        ...stack.referring('alicloud:ess/scalingRule:ScalingRule', 'scalingGroupId', group),
        ...stack
          .referring('alicloud:ess/scheduledTask:ScheduledTask', 'scalingGroupId', group)
          .filter(({ properties }) => isGiven(properties, DESIRED)),
      ];
  const [first] = movers;
  return first && `updates set the number of instances, which ${first.name} moves`;
}
