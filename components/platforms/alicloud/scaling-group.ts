import { LifecycleHook } from '@pulumi/alicloud/ess/lifecycleHook.js';
import { ScalingConfiguration } from '@pulumi/alicloud/ess/scalingConfiguration.js';
import { ScalingGroup } from '@pulumi/alicloud/ess/scalingGroup.js';
import { ScalingRule } from '@pulumi/alicloud/ess/scalingRule.js';
import { ScheduledTask } from '@pulumi/alicloud/ess/scheduledTask.js';
import type { ComponentResource, Resource } from '@pulumi/pulumi';
import type { GroupNode } from '../../../topology/plan/plan.ts';
import type { ScalingGroupFacts } from '../../platform.ts';
import { type AlicloudContext, within } from './context.ts';
import { attachBalancers } from './group-balancers.ts';
import { createIdentity } from './identity.ts';
import type { AlicloudLoadBalancer } from './load-balancer.ts';
import type { AlicloudNetwork } from './network.ts';
import { scalingConfigurationArgs } from './scaling-configuration-args.ts';
import { drainHookArgs, ignoredChanges, scalingGroupArgs } from './scaling-group-args.ts';
import { scalingRuleArgs } from './scaling-rule-args.ts';
import { scheduledTasks } from './scheduled-task-args.ts';
import { createSecurityGroup } from './security-group.ts';
import { instanceRules } from './security-group-args.ts';

/** What must exist before a group's first instance, whichever group it is. */
export interface Groundwork {
  network: AlicloudNetwork;
  balancers: AlicloudLoadBalancer[];
  others: Resource[];
}

/**
 * The group is created inactive. Its hooks and its places behind balancers come next, and only then the configuration
 * that enables it: no instance starts before.
 */
export function createScalingGroup(
  context: AlicloudContext,
  node: GroupNode,
  ground: Groundwork,
  parent: ComponentResource,
): ScalingGroupFacts {
  const { plan } = context;
  const { network, balancers } = ground;
  const options = within(context, parent);
  const vswitchIds = network.vswitches.map(({ vswitch }) => vswitch.id);
  const group = new ScalingGroup(
    node.id,
    scalingGroupArgs(plan, node, vswitchIds),
    within(context, parent, { ignoreChanges: ignoredChanges(node) }),
  );
  const hook = new LifecycleHook(`${node.id}/drain`, drainHookArgs(node, group.id), options);
  const attachments = attachBalancers(context, node, group, balancers, parent);
  const nodes = balancers.map((balancer) => balancer.node);
  const guard = createSecurityGroup(context, node.id, network, instanceRules(network.node, nodes), parent);
  new ScalingConfiguration(
    node.id,
    scalingConfigurationArgs(plan, node, group.id, guard.group.id, createIdentity(context, node, parent)),
    within(context, parent, {
      dependsOn: [hook, ...attachments, ...guard.rules, ...network.egress, ...ground.others],
    }),
  );
  for (const rule of node.rules) {
    if (rule.kind === 'track')
      new ScalingRule(`${node.id}/${rule.name}`, scalingRuleArgs(plan, node, rule, group.id), options);
  }
  for (const { key, args } of scheduledTasks(plan, node, group.id)) {
    new ScheduledTask(`${node.id}/${key}`, args, options);
  }
  return { groupId: group.id };
}
