import { MetricAlarm } from '@pulumi/aws/cloudwatch/metricAlarm.js';
import type { ComponentResource, Input } from '@pulumi/pulumi';
import type { GroupNode } from '../../../topology/plan/plan.ts';
import { atMaxAlarmArgs, lagAlarmArgs, unhealthyAlarmArgs } from './alarm-args.ts';
import { type AwsContext, within } from './context.ts';

/** What the site's alerts say of a group: that it can't grow further, and how far its mirror lags. */
export function createGroupAlarms(context: AwsContext, node: GroupNode, parent: ComponentResource): void {
  const { plan, alerts: topic } = context;
  if (!plan.alerts || topic === undefined) return;
  const options = within(context, parent);
  const full = atMaxAlarmArgs(plan, node, plan.alerts, topic);
  if (full) new MetricAlarm(`${node.id}/at-max`, full, options);
  if (node.workload !== 'mirror-sync') return;
  const queue = {
    metric: 'queue-age' as const,
    of: { group: node.id },
    name: `${node.id}/queue-age`,
    most: plan.alerts.queueAgeSeconds,
    says: `the oldest task of ${node.id} waits for long`,
  };
  new MetricAlarm(queue.name, lagAlarmArgs(plan, node, queue, topic), options);
  for (const bucket of node.buckets) {
    const fresh = {
      metric: 'freshness' as const,
      of: { bucket },
      name: `${node.id}/freshness/${bucket}`,
      most: plan.alerts.freshnessSeconds,
      says: `${bucket} is behind the upstream`,
    };
    new MetricAlarm(fresh.name, lagAlarmArgs(plan, node, fresh, topic), options);
  }
}

/** One a target group: which of a balancer's listeners suffers is part of the message. */
export function createHealthAlarm(
  context: AwsContext,
  id: string,
  dimensions: Record<'LoadBalancer' | 'TargetGroup', Input<string>>,
  parent: ComponentResource,
): void {
  const { plan, region, alerts: topic } = context;
  if (topic === undefined) return;
  const args = unhealthyAlarmArgs(plan, { id, region: region.name }, dimensions, topic);
  new MetricAlarm(`${id}/unhealthy`, args, within(context, parent));
}
