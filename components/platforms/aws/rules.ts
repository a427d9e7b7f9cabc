import type { Group } from '@pulumi/aws/autoscaling/group.js';
import { Notification } from '@pulumi/aws/autoscaling/notification.js';
import { Policy } from '@pulumi/aws/autoscaling/policy.js';
import { Schedule } from '@pulumi/aws/autoscaling/schedule.js';
import { MetricAlarm } from '@pulumi/aws/cloudwatch/metricAlarm.js';
import type { ComponentResource } from '@pulumi/pulumi';
import type { GroupNode } from '../../../topology/plan/plan.ts';
import { ruleAlarmArgs } from './alarm-args.ts';
import { type AwsContext, within } from './context.ts';
import { notificationArgs } from './notification-args.ts';
import { scalingPolicyArgs } from './scaling-policy-args.ts';
import { scheduleArgs } from './schedule-args.ts';
import { topicArn } from './topics.ts';

/** What moves a group, and who hears of it. */
export function createRules(
  context: AwsContext,
  node: GroupNode,
  group: Group,
  parent: ComponentResource,
): void {
  const { plan } = context;
  const options = within(context, parent);
  for (const rule of node.rules) {
    const id = `${node.id}/${rule.name}`;
    const policy = new Policy(id, scalingPolicyArgs(plan, node, rule, group.name), options);
    if (rule.kind === 'step' || rule.kind === 'simple') {
      new MetricAlarm(id, ruleAlarmArgs(plan, node, rule, policy.arn), options);
    }
  }
  for (const schedule of node.schedules) {
    new Schedule(`${node.id}/${schedule.name}`, scheduleArgs(plan, schedule, group.name), options);
  }
  if (node.notifications) {
    const topic = topicArn(context, node.notifications.topic, node.id);
    new Notification(node.id, notificationArgs(node.notifications, group.name, topic), options);
  }
}
