import { LifecycleHook } from '@pulumi/aws/autoscaling/lifecycleHook.js';
import { Role } from '@pulumi/aws/iam/role.js';
import { RolePolicy } from '@pulumi/aws/iam/rolePolicy.js';
import { type ComponentResource, type Input, type Resource, all } from '@pulumi/pulumi';
import type { GroupNode } from '../../../topology/plan/plan.ts';
import { cloudName } from '../../names.ts';
import { groupTags } from '../../tags.ts';
import { type AwsContext, within } from './context.ts';
import { HOOK_TRUST, hookArgs, hookPolicy } from './hook-args.ts';
import { topicArn } from './topics.ts';

export interface GroupHooks {
  /** Part of the group's creation. */
  initial: ReturnType<typeof hookArgs>[];
  /** What the hooks need before the first instance. */
  before: Resource[];
}

export function prepareHooks(context: AwsContext, node: GroupNode, parent: ComponentResource): GroupHooks {
  const topics = node.hooks.map((hook) =>
    hook.topic === undefined ? undefined : topicArn(context, hook.topic, `${node.id}, hook ${hook.name}`),
  );
  const told = topics.filter((topic) => topic !== undefined);
  const teller = told.length === 0 ? undefined : createTeller(context, node, told, parent);
  const initial = node.hooks.map((hook, at) => {
    const topic = topics[at];
    return hookArgs(
      hook,
      topic !== undefined && teller ? { topicArn: topic, roleArn: teller.role.arn } : undefined,
    );
  });
  return { initial, before: teller ? [teller.policy] : [] };
}

/** The same hooks once more, as resources that follow later changes: the ones of the creation never change. */
export function keepHooks(
  context: AwsContext,
  node: GroupNode,
  { initial }: GroupHooks,
  autoscalingGroupName: Input<string>,
  parent: ComponentResource,
): void {
  for (const hook of initial) {
    new LifecycleHook(`${node.id}/${hook.name}`, { ...hook, autoscalingGroupName }, within(context, parent));
  }
}

function createTeller(
  context: AwsContext,
  node: GroupNode,
  topics: Input<string>[],
  parent: ComponentResource,
) {
  const options = within(context, parent);
  const id = `${node.id}/hooks`;
  const role = new Role(
    id,
    {
      name: cloudName(context.plan.stack, id, 64),
      assumeRolePolicy: HOOK_TRUST,
      tags: groupTags(context.plan, node),
    },
    options,
  );
  const policy = new RolePolicy(
    id,
    { name: 'topics', role: role.name, policy: all(topics).apply((arns) => hookPolicy([...new Set(arns)])) },
    options,
  );
  return { role, policy };
}
