import { LifecycleHook } from '@pulumi/alicloud/ess/lifecycleHook.js';
import { Notification } from '@pulumi/alicloud/ess/notification.js';
import type { ScalingGroup } from '@pulumi/alicloud/ess/scalingGroup.js';
import { SuspendProcess } from '@pulumi/alicloud/ess/suspendProcess.js';
import type { ComponentResource, Input, Resource } from '@pulumi/pulumi';
import type { GroupNode, TopicReference } from '../../../topology/plan/plan.ts';
import { type AlicloudContext, within } from './context.ts';
import { hookArgs, messages, suspensions, topicArn } from './lifecycle-args.ts';

/** What must be there before a group's first instance. */
export interface Lifecycle {
  all: Resource[];
  /** Ids of the hooks that the instance completes itself. */
  ownHookIds: Input<string>[];
}

/** Hooks, messages and suspended processes. */
export function createLifecycle(
  context: AlicloudContext,
  node: GroupNode,
  group: ScalingGroup,
  alertsTopic: () => Input<string>,
  parent: ComponentResource,
): Lifecycle {
  const options = within(context, parent);
  const arnOf = (topic: TopicReference) =>
    topicArn(context.plan, node.region, topic, topic === 'alerts' ? alertsTopic() : '');
  const hooks = node.hooks.map((hook) => {
    const arn = hook.topic === undefined ? undefined : arnOf(hook.topic);
    return new LifecycleHook(`${node.id}/${hook.name}`, hookArgs(hook, group.id, arn), options);
  });
  const suspended = suspensions(node, group.id).map(
    ({ key, args }) => new SuspendProcess(`${node.id}/${key}`, args, options),
  );
  const told = messages(context.plan, node).map(
    ({ topic, types }) =>
      new Notification(
        `${node.id}/${topic}`,
        { scalingGroupId: group.id, notificationArn: arnOf(topic), notificationTypes: types },
        options,
      ),
  );
  const ownHookIds = hooks
    .filter((_, position) => node.hooks[position]?.completedBy === 'agent')
    .map(({ id }) => id);
  return { all: [...hooks, ...suspended, ...told], ownHookIds };
}
