import type { Input } from '@pulumi/pulumi';
import type { ScalingRuleArgs } from '@pulumi/alicloud/ess/scalingRule.js';
import type { GroupNode, Plan, TrackRule } from '../../../topology/plan/plan.ts';
import { cloudName } from '../../names.ts';

/** Where a region's instances report the metrics that the cloud does not know by itself; unique in the account. */
export function metricNamespace(stack: string, region: string): string {
  return cloudName(stack, region, 64);
}

/** Whether any rule needs the namespace of own metrics. */
export function usesOwnMetrics(groups: readonly Pick<GroupNode, 'rules'>[]): boolean {
  return groups.some((group) => group.rules.some((rule) => rule.metric !== 'cpu'));
}

/** One rule a metric: the metric's name tells a group's rules apart, the target may change in place. */
export function scalingRuleArgs(
  plan: Plan,
  node: GroupNode,
  rule: TrackRule,
  scalingGroupId: Input<string>,
): ScalingRuleArgs {
  return {
    scalingGroupId,
    scalingRuleName: cloudName(plan.stack, `${node.id}/${rule.metric}`, 64),
    scalingRuleType: 'TargetTrackingScalingRule',
    targetValue: rule.target,
    estimatedInstanceWarmup: rule.warmUpSeconds,
    ...(rule.metric === 'cpu' ? { metricName: 'CpuUtilization' } : ownMetric(plan, node, rule.metric)),
  };
}

function ownMetric(plan: Plan, node: GroupNode, track: string): Partial<ScalingRuleArgs> {
  return {
    metricType: 'hybrid',
    hybridMonitorNamespace: metricNamespace(plan.stack, node.region),
    hybridMetrics: [
      {
        id: 'perInstance',
        metricName: track.replaceAll('-', '_'),
        statistic: 'Average',
        dimensions: [{ dimensionKey: 'group', dimensionValue: node.id }],
      },
    ],
  };
}
