import type { Input } from '@pulumi/pulumi';
import type { AlarmArgs } from '@pulumi/alicloud/ess/alarm.js';
import type { GroupNode, Plan, SimpleRule, StepRule } from '../../../topology/plan/plan.ts';
import { cloudName } from '../../names.ts';
import { CPU, CPU_NATIVE, metricName } from './metrics.ts';

/** Seconds over which one value is taken; the plan counts in minutes. */
const PERIOD_SECONDS = 60;

export interface AlarmGround {
  scalingGroupId: Input<string>;
  /** Unique identifier of the rule that the alarm sets off. */
  ruleAri: Input<string>;
  /** Application group of metrics that the instances report; needed for those alone. */
  monitorGroupId?: Input<number>;
}

/** What sets off a step or simple rule. */
export function ruleAlarmArgs(
  plan: Plan,
  node: GroupNode,
  rule: StepRule | SimpleRule,
  ground: AlarmGround,
): AlarmArgs {
  const { when, threshold, minutes } = rule.alarm;
  return {
    scalingGroupId: ground.scalingGroupId,
    name: cloudName(plan.stack, `${node.id}/${rule.name}`, 64),
    description: `Skerry, ${node.id}: ${rule.metric} ${when} ${threshold}`,
    alarmActions: [ground.ruleAri],
    ...(rule.metric === CPU
      ? { metricType: 'system', metricName: CPU_NATIVE }
      : {
          metricType: 'custom',
          metricName: metricName(rule.metric),
          dimensions: { group: node.id },
          ...(ground.monitorGroupId !== undefined && { cloudMonitorGroupId: ground.monitorGroupId }),
        }),
    statistics: 'Average',
    comparisonOperator: when === 'above' ? '>=' : '<=',
    threshold: String(threshold),
    period: PERIOD_SECONDS,
    evaluationCount: minutes,
  };
}
