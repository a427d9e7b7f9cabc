import type { ScalingGroup } from '@pulumi/alicloud/ess/scalingGroup.js';
import { ScalingGroupVServerGroups } from '@pulumi/alicloud/ess/scalingGroupVServerGroups.js';
import { ServerGroupAttachment } from '@pulumi/alicloud/ess/serverGroupAttachment.js';
import type { ComponentResource, Resource } from '@pulumi/pulumi';
import type { GroupNode } from '../../../topology/plan/plan.ts';
import { type AlicloudContext, within } from './context.ts';
import type { AlicloudLoadBalancer } from './load-balancer.ts';

/** Puts a group's instances behind its balancers. */
export function attachBalancers(
  context: AlicloudContext,
  node: GroupNode,
  group: ScalingGroup,
  balancers: readonly AlicloudLoadBalancer[],
  parent: ComponentResource,
): Resource[] {
  return [
    ...attachClassic(context, node, group, balancers, parent),
    ...attachNetwork(context, group, balancers, parent),
  ];
}

/**
 * One resource for all classic balancers of a group: to the provider it is the group's whole list, so that of two each
 * would detach the other's.
 */
function attachClassic(
  context: AlicloudContext,
  node: GroupNode,
  group: ScalingGroup,
  balancers: readonly AlicloudLoadBalancer[],
  parent: ComponentResource,
): Resource[] {
  const listeners: Resource[] = [];
  const vserverGroups = balancers.flatMap(({ attachment, listeners: own }) => {
    if (attachment.type !== 'clb') return [];
    listeners.push(...own);
    return [{ loadbalancerId: attachment.loadBalancerId, vserverAttributes: attachment.backends }];
  });
  if (vserverGroups.length === 0) return [];
  const options = within(context, parent, { dependsOn: listeners });
  return [new ScalingGroupVServerGroups(node.id, { scalingGroupId: group.id, vserverGroups }, options)];
}

function attachNetwork(
  context: AlicloudContext,
  group: ScalingGroup,
  balancers: readonly AlicloudLoadBalancer[],
  parent: ComponentResource,
): Resource[] {
  return balancers.flatMap(({ node, attachment, listeners }) => {
    if (attachment.type !== 'nlb') return [];
    const options = within(context, parent, { dependsOn: listeners });
    return attachment.backends.map(
      ({ protocol, serverGroupId, port }) =>
        new ServerGroupAttachment(
          `${node.id}/${protocol}`,
          { scalingGroupId: group.id, serverGroupId, type: 'NLB', port, weight: 100, forceAttach: true },
          options,
        ),
    );
  });
}
