import { Topic } from '@pulumi/aws/sns/topic.js';
import { TopicSubscription } from '@pulumi/aws/sns/topicSubscription.js';
import type { ComponentResource, Input } from '@pulumi/pulumi';
import { cloudName } from '../../names.ts';
import { secretOf } from '../../secrets.ts';
import { siteTags } from '../../tags.ts';
import { type AwsContext, within } from './context.ts';
import { existingTopicArn } from './topics.ts';

/** Where a region's alarms go: alarms reach topics of their own region alone. */
export function createAlertTopic(context: AwsContext, parent: ComponentResource): Input<string> | undefined {
  const { plan, region } = context;
  const { alerts } = plan;
  if (!alerts || region.groups.length === 0) return undefined;
  if (alerts.topic !== undefined) return existingTopicArn(context, alerts.topic);
  const options = within(context, parent);
  const id = `${region.name}/alerts`;
  const name = cloudName(plan.stack, id, 256);
  const topic = new Topic(id, { name, tags: siteTags(plan, region.name) }, options);
  if (alerts.webhook !== undefined) {
    new TopicSubscription(
      `${id}/webhook`,
      { topic: topic.arn, protocol: 'https', endpoint: secretOf(alerts.webhook, context.given) },
      options,
    );
  }
  for (const email of alerts.emails) {
    new TopicSubscription(
      `${id}/${email}`,
      { topic: topic.arn, protocol: 'email', endpoint: email },
      options,
    );
  }
  return topic.arn;
}
