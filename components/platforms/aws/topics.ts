import type { TopicReference } from '../../../topology/plan/plan.ts';
import { accountOf } from '../../lookup.ts';
import { PlanError } from '../../plan-error.ts';
import type { Input } from '@pulumi/pulumi';
import type { AwsContext } from './context.ts';

const SNS = 'sns/';

/** ARN of a topic that exists, in the region of whoever names it. */
export function existingTopicArn(
  { plan, region }: Pick<AwsContext, 'plan' | 'region'>,
  reference: string,
): string {
  if (reference.startsWith(SNS)) {
    return `arn:aws:sns:${region.name}:${accountOf(plan, 'aws').id}:${reference.slice(SNS.length)}`;
  }
  throw new PlanError(`${reference} is no topic of aws, which are sns/NAME`);
}

/** ARN of what a group or hook names: a topic that exists, or the one that alarms go to. */
export function topicArn(context: AwsContext, reference: TopicReference, who: string): Input<string> {
  if (reference !== 'alerts') return existingTopicArn(context, reference);
  if (context.alerts !== undefined) return context.alerts;
  throw new PlanError(`${who} tells the topic of the site's alerts, and the site has none`);
}
