import type { Input } from '@pulumi/pulumi';
import type { LifecycleHookArgs } from '@pulumi/alicloud/ess/lifecycleHook.js';
import type { SuspendProcessArgs } from '@pulumi/alicloud/ess/suspendProcess.js';
import { eventNames, processNames } from '../../../topology/catalog/lifecycle.ts';
import type { GroupEvent, GroupNode, Hook, Plan, TopicReference } from '../../../topology/plan/plan.ts';
import { accountOf } from '../../lookup.ts';
import { PlanError } from '../../plan-error.ts';
import { ALARMING } from './alert-args.ts';

/** Where a group's messages go, in the words of Auto Scaling. */
export function topicArn(
  plan: Plan,
  region: string,
  reference: TopicReference,
  made: Input<string>,
): Input<string> {
  if (reference === 'alerts') return made;
  return `acs:ess:${region}:${accountOf(plan, 'alicloud').id}:${reference}`;
}

export function hookArgs(
  hook: Hook,
  scalingGroupId: Input<string>,
  notificationArn: Input<string> | undefined,
): LifecycleHookArgs {
  return {
    scalingGroupId,
    name: hook.name,
    lifecycleTransition: hook.on === 'launch' ? 'SCALE_OUT' : 'SCALE_IN',
    heartbeatTimeout: hook.timeoutSeconds,
    defaultResult: hook.onTimeout.toUpperCase(),
    ...(notificationArn !== undefined && { notificationArn }),
  };
}

/** What a group tells a topic; events that the cloud does not know are for the checks to refuse. */
export interface Message {
  topic: TopicReference;
  types: string[];
}

/**
 * The group's own notifications, and what the site's alarms are made of. One of each topic: to the service a second one
 * to the same topic is the first one changed.
 */
export function messages(plan: Plan, { notifications }: GroupNode): Message[] {
  const events = new Map<TopicReference, Set<GroupEvent>>();
  if (plan.alerts) events.set('alerts', new Set(ALARMING));
  if (notifications) {
    const told = events.get(notifications.topic) ?? new Set();
    events.set(notifications.topic, new Set([...told, ...notifications.events]));
  }
  return [...events].map(([topic, told]) => ({
    topic,
    types: [...told].flatMap((event) => eventNames.rows.alicloud[event] ?? []),
  }));
}

/** A process, by the plan's name, and how it is suspended. */
export function suspensions(
  node: GroupNode,
  scalingGroupId: Input<string>,
): { key: string; args: SuspendProcessArgs }[] {
  return node.suspend.map(({ process }) => {
    const native = processNames.rows.alicloud[process];
    if (native === undefined)
      throw new PlanError(`${node.id}: Auto Scaling has no process ${process} to suspend`);
    return { key: process, args: { scalingGroupId, process: native } };
  });
}
