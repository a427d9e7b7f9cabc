import { Listener } from '@pulumi/aws/lb/listener.js';
import { LoadBalancer } from '@pulumi/aws/lb/loadBalancer.js';
import { TargetGroup } from '@pulumi/aws/lb/targetGroup.js';
import type { ComponentResource, Input } from '@pulumi/pulumi';
import type { GroupNode, LoadBalancerNode } from '../../../topology/plan/plan.ts';
import { balancerOrigin } from '../../balancer-origin.ts';
import type { LoadBalancerFacts } from '../../platform.ts';
import { deletionProtection } from '../../stage.ts';
import { type AwsContext, within } from './context.ts';
import { listenerArgs, loadBalancerArgs, targetGroupArgs } from './load-balancer-args.ts';
import type { AwsNetwork } from './network.ts';
import { createSecurityGroup } from './security-group.ts';
import { balancerEgress, balancerIngress } from './security-rules.ts';

export interface AwsLoadBalancer extends LoadBalancerFacts {
  node: LoadBalancerNode;
  securityGroupId: Input<string>;
  /** Known once their listeners are there: a target group without one is checked by nobody. */
  targetGroupArns: Input<string>[];
}

export function createLoadBalancer(
  context: AwsContext,
  node: LoadBalancerNode,
  group: GroupNode,
  network: AwsNetwork,
  parent: ComponentResource,
): AwsLoadBalancer {
  const { plan } = context;
  const options = within(context, parent);
  const rules = { ingress: balancerIngress(node), egress: balancerEgress(node, network.vpc.cidrBlock) };
  const guard = createSecurityGroup(context, `${node.id}/balancer`, network, rules, parent);
  const subnets = network.edge.map((subnet) => subnet.id);
  const balancer = new LoadBalancer(
    node.id,
    loadBalancerArgs(plan, node, subnets, guard.group.id),
    within(context, parent, {
      dependsOn: guard.rules,
      // The provider has a zone taken away only by a new balancer, with other addresses; names are unique.
      protect: deletionProtection(plan.stage),
      deleteBeforeReplace: true,
    }),
  );
  const targetGroupArns = node.listeners.map((listener) => {
    const name = `${node.id}/${listener.protocol}`;
    const targets = new TargetGroup(
      name,
      targetGroupArgs(plan, node, listener, group, network.vpc.id),
      options,
    );
    const front = new Listener(name, listenerArgs(plan, node, listener, balancer.arn, targets.arn), options);
    return front.id.apply(() => targets.arn);
  });
  const origin = balancerOrigin(node, balancer.dnsName);
  return {
    node,
    host: balancer.dnsName,
    ...(origin && { origin }),
    securityGroupId: guard.group.id,
    targetGroupArns,
  };
}
