import { Listener } from '@pulumi/aws/lb/listener.js';
import { LoadBalancer } from '@pulumi/aws/lb/loadBalancer.js';
import { TargetGroup } from '@pulumi/aws/lb/targetGroup.js';
import { type ComponentResource, type Input, output } from '@pulumi/pulumi';
import type { LoadBalancerNode } from '../../../topology/plan/plan.ts';
import { balancerOrigin } from '../../balancer-origin.ts';
import type { LoadBalancerFacts } from '../../platform.ts';
import { deletionProtection } from '../../stage.ts';
import { createHealthAlarm } from './alarms.ts';
import { type AwsContext, within } from './context.ts';
import { listenerArgs, loadBalancerArgs, targetGroupArgs } from './load-balancer-args.ts';
import { createAlias } from './names.ts';
import { balancerHostname } from './names-args.ts';
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
    const targets = new TargetGroup(name, targetGroupArgs(plan, node, listener, network.vpc.id), options);
    const front = new Listener(name, listenerArgs(plan, node, listener, balancer.arn, targets.arn), options);
    const dimensions = { LoadBalancer: balancer.arnSuffix, TargetGroup: targets.arnSuffix };
    createHealthAlarm(context, name, dimensions, parent);
    return front.id.apply(() => targets.arn);
  });
  const origin = balancerOrigin(node, balancer.dnsName);
  const hostname = balancerHostname(plan, node);
  if (hostname !== undefined && context.zone !== undefined) {
    const target = { name: balancer.dnsName, zoneId: balancer.zoneId, hasHealth: true, hasIpv6: false };
    createAlias(node.id, context.zone, hostname, target, options);
  }
  return {
    node,
    host: hostname === undefined ? balancer.dnsName : output(hostname),
    ...(origin && { origin }),
    securityGroupId: guard.group.id,
    targetGroupArns,
  };
}
