import type { Input } from '@pulumi/pulumi';
import type { PolicyArgs } from '@pulumi/aws/autoscaling/policy.js';
import type { ScheduleArgs } from '@pulumi/aws/autoscaling/schedule.js';
import type { GroupNode, Plan, Schedule, TrackRule } from '../../../topology/plan/plan.ts';

/** "Leave as it is": an absent number would mean zero. */
const UNCHANGED = -1;

/** One policy a metric: its name tells a group's policies apart, the target may change in place. */
export function scalingPolicyArgs(
  plan: Plan,
  node: GroupNode,
  rule: TrackRule,
  autoscalingGroupName: Input<string>,
): PolicyArgs {
  return {
    autoscalingGroupName,
    name: rule.name,
    policyType: 'TargetTrackingScaling',
    targetTrackingConfiguration: {
      targetValue: rule.target,
      ...(rule.metric === 'cpu'
        ? { predefinedMetricSpecification: { predefinedMetricType: 'ASGAverageCPUUtilization' } }
        : {
            customizedMetricSpecification: {
              namespace: `Skerry/${plan.stack}`,
              metricName: rule.metric,
              statistic: 'Average',
              metricDimensions: [{ name: 'group', value: node.id }],
            },
          }),
    },
  };
}

/** The cloud knows time zones and needs no end. */
export function scheduleArgs(
  plan: Plan,
  schedule: Schedule,
  autoscalingGroupName: Input<string>,
): ScheduleArgs {
  return {
    autoscalingGroupName,
    scheduledActionName: schedule.name,
    recurrence: schedule.cron,
    timeZone: plan.timeZone,
    desiredCapacity: schedule.desired ?? UNCHANGED,
    minSize: schedule.min ?? UNCHANGED,
    maxSize: schedule.max ?? UNCHANGED,
  };
}
