import { type Input, type Output, output } from '@pulumi/pulumi';
import type { AlarmArgs } from '@pulumi/alicloud/cms/alarm.js';
import type { AlarmContactArgs } from '@pulumi/alicloud/cms/alarmContact.js';
import type { ServiceSubscriptionArgs } from '@pulumi/alicloud/message/serviceSubscription.js';
import type { Alerts, GroupEvent, LoadBalancerNode, Plan } from '../../../topology/plan/plan.ts';
import { accountOf } from '../../lookup.ts';
import { cloudName } from '../../names.ts';
import { siteTags } from '../../tags.ts';
import { metricName } from './metrics.ts';

const MINUTE_SECONDS = 60;

/** Minutes in a row until an alarm without a time of its own goes off. */
const TIMES = 3;

/**
 * What a group tells the topic of the alarms: schedules that end soon, and activities that failed or that its bounds
 * (max, above all) or another activity did not let happen, such as a schedule's. A rule that would raise a group above
 * its max is rejected: https://www.alibabacloud.com/help/en/auto-scaling/user-guide/troubleshoot-scaling-activity-exceptions,
 * of 2026-08-27.
 */
export const ALARMING: readonly GroupEvent[] = [
  'schedule-expiring',
  'rejected',
  'launch-error',
  'terminate-error',
];

export function contactGroupName(plan: Plan): string {
  return cloudName(plan.stack, 'alerts', 40);
}

/** The address confirms once, by a link that the service sends. */
export function contactArgs(plan: Plan, email: string): AlarmContactArgs {
  return {
    alarmContactName: cloudName(plan.stack, email, 40),
    describe: `Skerry, ${plan.stack}`,
    channelsMail: email,
  };
}

export function topicName(plan: Plan, region: string): string {
  return cloudName(plan.stack, `${region}/alerts`, 120);
}

/** Name of the topic that a region's alarms go to, made or existing. */
export function alertsTopic(plan: Plan, region: string): string {
  return plan.alerts?.topic?.replace(/^topic\//, '') ?? topicName(plan, region);
}

/** Posted to as JSON, again and again for a day where it does not answer. */
export function webhookArgs(topic: Input<string>, url: Input<string>): ServiceSubscriptionArgs {
  return {
    topicName: topic,
    subscriptionName: 'webhook',
    pushType: 'http',
    endpoint: url,
    notifyContentFormat: 'JSON',
    notifyStrategy: 'EXPONENTIAL_DECAY_RETRY',
  };
}

export interface AlarmGround {
  contactGroup: Input<string>;
  /** Name of the topic. */
  topic: Input<string>;
}

/** An alarm, and what tells it apart in its region. */
export interface NamedAlarm {
  key: string;
  args: AlarmArgs;
}

/** A balancer whose instances fail their health checks. */
export function unhealthyAlarm(
  plan: Plan,
  node: LoadBalancerNode,
  instanceId: Input<string>,
  ground: AlarmGround,
): AlarmArgs {
  const metric =
    node.type === 'clb'
      ? { project: 'acs_slb_dashboard', metric: 'UnhealthyServerCount' }
      : { project: 'acs_nlb', metric: 'ListenerUnhealthyServerCount' };
  return {
    ...common(plan, node.region, `${node.id}/unhealthy`, ground),
    ...metric,
    metricDimensions: output(instanceId).apply((id) => JSON.stringify([{ instanceId: id }])),
    period: MINUTE_SECONDS,
    escalationsCritical: {
      statistics: 'Maximum',
      comparisonOperator: '>',
      threshold: '0',
      times: TIMES,
    },
  };
}

/**
 * What the instances report of the mirror: how long the oldest task waits, and how far each serving bucket is behind.
 *
 * @param group id of the `mirror-sync` group, which reports both
 * @param monitorGroupId application group of the region
 */
export function mirrorAlarms(
  plan: Plan,
  group: { id: string; region: string },
  alerts: Alerts,
  monitorGroupId: Input<string>,
  ground: AlarmGround,
): NamedAlarm[] {
  const alarm = (key: string, metric: 'queue-age' | 'freshness', dimension: string, seconds: number) => ({
    key,
    args: {
      ...common(plan, group.region, `${group.id}/${key}`, ground),
      project: reportedNamespace(plan),
      metric: metricName(metric),
      metricDimensions: reportedOf(monitorGroupId, dimension),
      period: MINUTE_SECONDS,
      escalationsCritical: {
        statistics: 'Maximum',
        comparisonOperator: '>',
        threshold: String(seconds),
        times: TIMES,
      },
    },
  });
  return [
    alarm('queue-age', 'queue-age', `group=${group.id}`, alerts.queueAgeSeconds),
    ...(plan.mirror?.publishTo ?? []).map((bucket) =>
      alarm(`freshness/${bucket}`, 'freshness', `bucket=${bucket}`, alerts.freshnessSeconds),
    ),
  ];
}

/** Where CloudMonitor keeps what instances report for alarms. */
export function reportedNamespace(plan: Plan): string {
  return `acs_customMetric_${accountOf(plan, 'alicloud').id}`;
}

/** Whose report an alarm asks for, as CloudMonitor writes it. */
export function reportedOf(monitorGroupId: Input<string>, dimension: string): Output<string> {
  return output(monitorGroupId).apply((groupId) => JSON.stringify([{ groupId, dimension }]));
}

function common(
  plan: Plan,
  region: string,
  id: string,
  { contactGroup, topic }: AlarmGround,
): Pick<AlarmArgs, 'name' | 'contactGroups' | 'silenceTime' | 'tags'> & { targets: AlarmArgs['targets'] } {
  return {
    name: cloudName(plan.stack, id, 100),
    contactGroups: [contactGroup],
    targets: [{ targetId: '1', level: 'Critical', arn: topicTarget(plan, region, topic) }],
    silenceTime: 3600,
    tags: siteTags(plan, region),
  };
}

/** The topic as CloudMonitor names it; Auto Scaling names it in its own way. */
export function topicTarget(plan: Plan, region: string, topic: Input<string>): Input<string> {
  const { id } = accountOf(plan, 'alicloud');
  return output(topic).apply((name) => `acs:mns:${region}:${id}:/topics/${name}/message`);
}
