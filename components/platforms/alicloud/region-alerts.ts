import { ServiceMetricAlarmRule } from '@pulumi/alicloud/cloudmonitor/serviceMetricAlarmRule.js';
import { Alarm } from '@pulumi/alicloud/cms/alarm.js';
import { ServiceSubscription } from '@pulumi/alicloud/message/serviceSubscription.js';
import { ServiceTopic } from '@pulumi/alicloud/message/serviceTopic.js';
import { type ComponentResource, type Input, type Output, output } from '@pulumi/pulumi';
import type { GroupNode, LoadBalancerNode } from '../../../topology/plan/plan.ts';
import { accountOf } from '../../lookup.ts';
import { secretOf } from '../../secrets.ts';
import { siteTags } from '../../tags.ts';
import { type AlarmGround, alertsTopic, mirrorAlarms, unhealthyAlarm, webhookArgs } from './alert-args.ts';
import { type AlicloudContext, within } from './context.ts';
import type { RegionMonitoring } from './region-monitoring.ts';
import { silenceRules } from './silence-args.ts';

/** Alarms of a region and the topic that they go to. A site that names nobody to tell has none. */
export class RegionAlerts {
  readonly #context: AlicloudContext;
  readonly #monitoring: RegionMonitoring;
  #topic: Output<string> | undefined;

  constructor(context: AlicloudContext, monitoring: RegionMonitoring) {
    this.#context = context;
    this.#monitoring = monitoring;
  }

  /** ARN of the topic, as Auto Scaling names it. */
  arn(): Input<string> {
    const { plan, region } = this.#context;
    return this.topic().apply(
      (name) => `acs:ess:${region.name}:${accountOf(plan, 'alicloud').id}:topic/${name}`,
    );
  }

  unhealthyHosts(node: LoadBalancerNode, balancerId: Input<string>, parent: ComponentResource): void {
    const { plan } = this.#context;
    if (!plan.alerts) return;
    const args = unhealthyAlarm(plan, node, balancerId, this.#ground());
    new Alarm(`${node.id}/unhealthy`, args, within(this.#context, parent));
  }

  mirror(node: GroupNode, parent: ComponentResource): void {
    const { plan } = this.#context;
    const { alerts } = plan;
    if (!alerts || node.workload !== 'mirror-sync') return;
    const groupId = this.#monitoring.monitorGroupId();
    for (const { key, args } of mirrorAlarms(plan, node, alerts, groupId, this.#ground())) {
      new Alarm(`${node.id}/${key}`, args, within(this.#context, parent));
    }
    for (const { key, args } of silenceRules(plan, node, groupId, this.#ground())) {
      new ServiceMetricAlarmRule(`${node.id}/${key}`, args, within(this.#context, parent));
    }
  }

  topic(): Output<string> {
    this.#topic ??= this.#createTopic();
    return this.#topic;
  }

  #ground(): AlarmGround {
    return { contactGroup: this.#context.site.contactGroup(), topic: this.topic() };
  }

  #createTopic(): Output<string> {
    const { plan, region, component } = this.#context;
    const topicName = alertsTopic(plan, region.name);
    if (plan.alerts?.topic !== undefined) return output(topicName);
    const options = within(this.#context, component);
    const name = `${region.name}/alerts`;
    const topic = new ServiceTopic(name, { topicName, tags: siteTags(plan, region.name) }, options);
    if (plan.alerts?.webhook !== undefined) {
      const args = webhookArgs(topic.topicName, secretOf(plan.alerts.webhook, this.#context.given));
      // Another URL is another subscription, which can't be there beside one of its name.
      new ServiceSubscription(`${name}/webhook`, args, { ...options, deleteBeforeReplace: true });
    }
    return topic.topicName;
  }
}
