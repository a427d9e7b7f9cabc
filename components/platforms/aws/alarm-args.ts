import type { Input } from '@pulumi/pulumi';
import type { MetricAlarmArgs } from '@pulumi/aws/cloudwatch/metricAlarm.js';
import type { Alerts, GroupNode, Plan, SimpleRule, StepRule } from '../../../topology/plan/plan.ts';
import { cloudName } from '../../names.ts';
import { groupTags, siteTags } from '../../tags.ts';
import { groupName } from './group-name.ts';
import { metricNamespace, metricPlace } from './metrics.ts';

const NAME_MAX = 255;
const MINUTE = 60;

/** Bad checks of a balancer come and go with every start; this many minutes of them do not. */
const UNHEALTHY_MINUTES = 5;

/** Runs a rule. What is not known moves nothing: without data the alarm has no state that acts. */
export function ruleAlarmArgs(
  plan: Plan,
  node: GroupNode,
  rule: StepRule | SimpleRule,
  policyArn: Input<string>,
): MetricAlarmArgs {
  const { when, threshold, minutes } = rule.alarm;
  return {
    name: cloudName(plan.stack, `${node.id}/${rule.name}`, NAME_MAX),
    alarmDescription: `Runs the rule ${rule.name} of ${node.id}`,
    ...metricPlace(plan, node, rule.metric, groupName(plan, node)),
    statistic: 'Average',
    period: MINUTE,
    evaluationPeriods: minutes,
    comparisonOperator: when === 'above' ? 'GreaterThanOrEqualToThreshold' : 'LessThanOrEqualToThreshold',
    threshold,
    treatMissingData: 'missing',
    alarmActions: [policyArn],
    tags: groupTags(plan, node),
  };
}

/** Live numbers on both sides, so that a tweak of the bound counts. A group that can't grow is always at its max. */
export function atMaxAlarmArgs(
  plan: Plan,
  node: GroupNode,
  alerts: Alerts,
  topic: Input<string>,
): MetricAlarmArgs | undefined {
  if (node.capacity.min === node.capacity.max) return undefined;
  const count = (id: string, metricName: string) => ({
    id,
    metric: {
      namespace: 'AWS/AutoScaling',
      metricName,
      dimensions: { AutoScalingGroupName: groupName(plan, node) },
      period: MINUTE,
      stat: 'Maximum',
    },
  });
  return {
    ...told(plan, `${node.id}/at-max`, `${node.id} runs as many instances as it may`, topic),
    metricQueries: [
      count('desired', 'GroupDesiredCapacity'),
      count('most', 'GroupMaxSize'),
      { id: 'full', expression: 'desired >= most', label: 'at max', returnData: true },
    ],
    evaluationPeriods: minutesOf(alerts.atMaxSeconds),
    comparisonOperator: 'GreaterThanOrEqualToThreshold',
    threshold: 1,
    treatMissingData: 'missing',
    tags: groupTags(plan, node),
  };
}

/** @param dimensions of CloudWatch for the balancer and one of its target groups */
export function unhealthyAlarmArgs(
  plan: Plan,
  at: { id: string; region: string },
  dimensions: Record<'LoadBalancer' | 'TargetGroup', Input<string>>,
  topic: Input<string>,
): MetricAlarmArgs {
  return {
    ...told(plan, `${at.id}/unhealthy`, `an instance behind ${at.id} fails its health checks`, topic),
    namespace: 'AWS/NetworkELB',
    metricName: 'UnHealthyHostCount',
    dimensions,
    statistic: 'Maximum',
    period: MINUTE,
    evaluationPeriods: UNHEALTHY_MINUTES,
    comparisonOperator: 'GreaterThanOrEqualToThreshold',
    threshold: 1,
    treatMissingData: 'notBreaching',
    tags: siteTags(plan, at.region),
  };
}

/** What the sync reports in seconds: the age of the oldest task, or how far a bucket is behind. */
export function lagAlarmArgs(
  plan: Plan,
  node: GroupNode,
  lag: {
    metric: 'queue-age' | 'freshness';
    of: Record<string, string>;
    name: string;
    most: number;
    says: string;
  },
  topic: Input<string>,
): MetricAlarmArgs {
  return {
    ...told(plan, lag.name, lag.says, topic),
    namespace: metricNamespace(plan),
    metricName: lag.metric,
    dimensions: lag.of,
    statistic: 'Maximum',
    period: MINUTE,
    evaluationPeriods: UNHEALTHY_MINUTES,
    comparisonOperator: 'GreaterThanThreshold',
    threshold: lag.most,
    // A mirror that says nothing is not known to be fresh.
    treatMissingData: lag.metric === 'freshness' ? 'breaching' : 'missing',
    tags: groupTags(plan, node),
  };
}

function told(plan: Plan, id: string, says: string, topic: Input<string>) {
  return {
    name: cloudName(plan.stack, id, NAME_MAX),
    alarmDescription: `${plan.stack}: ${says}`,
    alarmActions: [topic],
    okActions: [topic],
  };
}

const minutesOf = (seconds: number): number => Math.max(1, Math.ceil(seconds / MINUTE));
