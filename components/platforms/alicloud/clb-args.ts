import type { Input } from '@pulumi/pulumi';
import type { AclArgs } from '@pulumi/alicloud/slb/acl.js';
import type { ApplicationLoadBalancerArgs } from '@pulumi/alicloud/slb/applicationLoadBalancer.js';
import type { ListenerArgs } from '@pulumi/alicloud/slb/listener.js';
import type { Listener, LoadBalancerNode, NetworkNode, Plan } from '../../../topology/plan/plan.ts';
import { cloudName } from '../../names.ts';
import { HEALTH_PATH, WORKLOAD_PORT, targetPort } from '../../ports.ts';
import { deletionProtection } from '../../stage.ts';
import { siteTags } from '../../tags.ts';

const NAME_MAX = 80;

/** The classic balancer (LVS). Its zones are fixed at creation. */
export function clbArgs(
  plan: Plan,
  node: LoadBalancerNode,
  network: NetworkNode,
): ApplicationLoadBalancerArgs {
  const [primary, secondary] = network.subnets;
  return {
    loadBalancerName: cloudName(plan.stack, node.id, NAME_MAX),
    addressType: 'internet',
    internetChargeType: 'PayByTraffic',
    instanceChargeType: 'PayByCLCU',
    masterZoneId: primary?.zone ?? '',
    ...(secondary && { slaveZoneId: secondary.zone }),
    deleteProtection: deletionProtection(plan.stage) ? 'on' : 'off',
    tags: siteTags(plan, node.region),
  };
}

/** Black list of what the stack file denies. */
export function aclArgs(plan: Plan, node: LoadBalancerNode): AclArgs {
  return {
    name: cloudName(plan.stack, node.id, NAME_MAX),
    ipVersion: 'ipv4',
    tags: siteTags(plan, node.region),
  };
}

export function clbListenerArgs(
  listener: Listener,
  loadBalancerId: Input<string>,
  serverGroupId: Input<string>,
  denyAclId: Input<string> | undefined,
): ListenerArgs {
  return {
    loadBalancerId,
    serverGroupId,
    protocol: 'tcp',
    frontendPort: listener.port,
    bandwidth: -1,
    scheduler: 'wrr',
    healthCheckType: 'http',
    healthCheckUri: HEALTH_PATH,
    healthCheckConnectPort: WORKLOAD_PORT,
    healthCheckHttpCode: 'http_2xx',
    healthCheckInterval: 5,
    healthCheckTimeout: 3,
    healthyThreshold: 2,
    unhealthyThreshold: 3,
    ...(denyAclId !== undefined && { aclStatus: 'on', aclType: 'black', aclId: denyAclId }),
  };
}

export function clbServerGroupName(plan: Plan, node: LoadBalancerNode, listener: Listener): string {
  return cloudName(plan.stack, `${node.id}/${listener.protocol}`, NAME_MAX);
}

export function clbBackend(listener: Listener, vserverGroupId: Input<string>) {
  return { vserverGroupId, port: targetPort(listener.protocol), weight: 100 };
}
