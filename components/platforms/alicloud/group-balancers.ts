import type { ScalingGroup } from '@pulumi/alicloud/ess/scalingGroup.js';
import { ScalingGroupVServerGroups } from '@pulumi/alicloud/ess/scalingGroupVServerGroups.js';
import { ServerGroupAttachment } from '@pulumi/alicloud/ess/serverGroupAttachment.js';
import type { ComponentResource, Resource } from '@pulumi/pulumi';
import type { GroupNode, LoadBalancerNode } from '../../../topology/plan/plan.ts';
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
    ...attachNetwork(context, node, group, balancers, parent),
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
  const vserverGroups = balancers.flatMap(({ node: balancer, attachment, listeners: fronts }) => {
    if (attachment.type !== 'clb') return [];
    listeners.push(...fronts);
    const weight = weightOf(balancer, node);
    const vserverAttributes = attachment.backends.map((backend) => ({ ...backend, weight }));
    return [{ loadbalancerId: attachment.loadBalancerId, vserverAttributes }];
  });
  if (vserverGroups.length === 0) return [];
  const options = within(context, parent, { dependsOn: listeners });
  return [new ScalingGroupVServerGroups(node.id, { scalingGroupId: group.id, vserverGroups }, options)];
}

function attachNetwork(
  context: AlicloudContext,
  node: GroupNode,
  group: ScalingGroup,
  balancers: readonly AlicloudLoadBalancer[],
  parent: ComponentResource,
): Resource[] {
  return balancers.flatMap(({ node: balancer, attachment, listeners }) => {
    if (attachment.type !== 'nlb') return [];
    const weight = weightOf(balancer, node);
    const primary = balancer.group === node.id;
    // A changed weight is another attachment of the same group and port, which can't be there beside the old one. That
    // of the balancer's first group never changes, so that there is always somebody behind it.
    const options = within(context, parent, { dependsOn: listeners, deleteBeforeReplace: !primary });
    return attachment.backends.map(
      ({ protocol, serverGroupId, port }) =>
        new ServerGroupAttachment(
          primary ? `${balancer.id}/${protocol}` : `${balancer.id}/${protocol}/${node.name}`,
          { scalingGroupId: group.id, serverGroupId, type: 'NLB', port, weight, forceAttach: true },
          options,
        ),
    );
  });
}

/** Of each instance of the group behind the balancer. */
function weightOf({ id, members }: LoadBalancerNode, group: GroupNode): number {
  const member = members.find((one) => one.group === group.id);
  if (!member) throw new Error(`${id}: ${group.id} is not behind it, though its plan says so`);
  return member.weight;
}
