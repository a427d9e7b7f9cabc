import { Listener } from '@pulumi/alicloud/nlb/listener.js';
import { LoadBalancer } from '@pulumi/alicloud/nlb/loadBalancer.js';
import { ServerGroup } from '@pulumi/alicloud/nlb/serverGroup.js';
import type { ComponentResource } from '@pulumi/pulumi';
import type { LoadBalancerNode } from '../../../topology/plan/plan.ts';
import { targetPort } from '../../ports.ts';
import { deletionProtection } from '../../stage.ts';
import { certificate } from './certificate.ts';
import { balancerOrigin } from '../../balancer-origin.ts';
import { type AlicloudContext, within } from './context.ts';
import type { AlicloudLoadBalancer } from './load-balancer.ts';
import type { AlicloudNetwork } from './network.ts';
import { nlbArgs, nlbListenerArgs, nlbServerGroupArgs } from './nlb-args.ts';
import { createSecurityGroup } from './security-group.ts';
import { balancerRules } from './security-group-args.ts';

export function createNlb(
  context: AlicloudContext,
  node: LoadBalancerNode,
  network: AlicloudNetwork,
  parent: ComponentResource,
): AlicloudLoadBalancer {
  const { plan } = context;
  const options = within(context, parent);
  const guard = createSecurityGroup(context, `${node.id}/balancer`, network, balancerRules(node), parent);
  const zones = network.vswitches.map(({ zone, vswitch }) => ({ zoneId: zone, vswitchId: vswitch.id }));
  const balancer = new LoadBalancer(
    node.id,
    nlbArgs(plan, node, network.vpc.id, zones, guard.group.id),
    within(context, parent, { protect: deletionProtection(plan.stage), dependsOn: guard.rules }),
  );
  const listeners = node.listeners.map((listener) => {
    const name = `${node.id}/${listener.protocol}`;
    const servers = new ServerGroup(name, nlbServerGroupArgs(plan, node, listener, network.vpc.id), options);
    const front = new Listener(
      name,
      nlbListenerArgs(plan, node, listener, balancer.id, servers.id, certificate(plan, node.region)),
      options,
    );
    const { protocol } = listener;
    return { front, backend: { protocol, serverGroupId: servers.id, port: targetPort(protocol) } };
  });
  const origin = balancerOrigin(node, balancer.dnsName);
  return {
    node,
    balancerId: balancer.id,
    host: balancer.dnsName,
    ...(origin && { origin }),
    attachment: { type: 'nlb', backends: listeners.map(({ backend }) => backend) },
    listeners: listeners.map(({ front }) => front),
  };
}
