import type { ServiceMetricAlarmRuleArgs } from '@pulumi/alicloud/cloudmonitor/serviceMetricAlarmRule.js';
import type { Input } from '@pulumi/pulumi';
import type { Plan } from '../../../topology/plan/plan.ts';
import { cloudName } from '../../names.ts';
import { type AlarmGround, reportedNamespace, reportedOf, topicTarget } from './alert-args.ts';
import { metricName } from './metrics.ts';

/**
 * A mirror that says nothing is not known to be fresh. The alarms that know a threshold have no word for silence, so each
 * bucket has a rule beside, for that alone: no age is below zero.
 *
 * @param group id of the `mirror-sync` group, which reports how far each bucket is behind
 * @param monitorGroupId application group of the region
 */
export function silenceRules(
  plan: Plan,
  group: { id: string; region: string },
  monitorGroupId: Input<string>,
  { contactGroup, topic }: AlarmGround,
): { key: string; args: ServiceMetricAlarmRuleArgs }[] {
  return (plan.mirror?.publishTo ?? []).map((bucket) => {
    const key = `silence/${bucket}`;
    const name = cloudName(plan.stack, `${group.id}/${key}`, 100);
    return {
      key,
      args: {
        metricAlarmRuleId: name,
        ruleName: name,
        contactGroups: contactGroup,
        namespace: reportedNamespace(plan),
        metricName: metricName('freshness'),
        resources: reportedOf(monitorGroupId, `bucket=${bucket}`),
        noDataPolicy: 'INSUFFICIENT_DATA',
        escalations: {
          critical: {
            statistics: 'Maximum',
            comparisonOperator: 'LessThanThreshold',
            threshold: '0',
            times: 3,
          },
        },
        period: '60',
        silenceTime: '3600',
        targets: [{ targetId: '1', level: 'Critical', arn: topicTarget(plan, group.region, topic) }],
      },
    };
  });
}
