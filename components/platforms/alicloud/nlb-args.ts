import type { Input } from '@pulumi/pulumi';
import type { ListenerArgs } from '@pulumi/alicloud/nlb/listener.js';
import type { LoadBalancerArgs } from '@pulumi/alicloud/nlb/loadBalancer.js';
import type { ServerGroupArgs } from '@pulumi/alicloud/nlb/serverGroup.js';
import type { Listener, LoadBalancerNode, Plan } from '../../../topology/plan/plan.ts';
import { cloudName } from '../../names.ts';
import { deletionProtection } from '../../stage.ts';
import { siteTags } from '../../tags.ts';
import type { Certificate } from './certificate.ts';
import { PlanError } from '../../plan-error.ts';

const NAME_MAX = 128;

/** Seconds for which NLB keeps the connections of a leaving backend open. */
const DRAIN = { min: 10, max: 900 } as const;

export function nlbArgs(
  plan: Plan,
  node: LoadBalancerNode,
  vpcId: Input<string>,
  zones: { zoneId: string; vswitchId: Input<string> }[],
  securityGroupId: Input<string>,
): LoadBalancerArgs {
  return {
    vpcId,
    zoneMappings: zones,
    loadBalancerName: cloudName(plan.stack, node.id, NAME_MAX),
    loadBalancerType: 'Network',
    addressType: 'Internet',
    addressIpVersion: 'Ipv4',
    crossZoneEnabled: true,
    // With the balancer, not attached later: nobody who is denied connects even once.
    securityGroupIds: [securityGroupId],
    deletionProtectionEnabled: deletionProtection(plan.stage),
    tags: siteTags(plan, node.region),
  };
}

export function nlbServerGroupArgs(
  plan: Plan,
  node: LoadBalancerNode,
  listener: Listener,
  vpcId: Input<string>,
): ServerGroupArgs {
  const { health } = node;
  return {
    vpcId,
    serverGroupName: cloudName(plan.stack, `${node.id}/${listener.protocol}`, NAME_MAX),
    serverGroupType: 'Instance',
    protocol: 'TCP',
    scheduler: 'Wrr',
    connectionDrainEnabled: node.drainSeconds > 0,
    connectionDrainTimeout: Math.min(Math.max(node.drainSeconds, DRAIN.min), DRAIN.max),
    // Backends see the balancer's address, so that their security group need not be open to the world.
    preserveClientIpEnabled: false,
    healthCheck: {
      healthCheckEnabled: true,
      healthCheckType: 'HTTP',
      healthCheckUrl: health.path,
      healthCheckConnectPort: health.port,
      healthCheckHttpCodes: ['http_2xx'],
      healthCheckInterval: health.intervalSeconds,
      healthCheckConnectTimeout: health.timeoutSeconds,
      healthyThreshold: health.healthy,
      unhealthyThreshold: health.unhealthy,
    },
    tags: siteTags(plan, node.region),
  };
}

/** TLS of an `https` listener ends here; the rest is handed on byte by byte. */
export function nlbListenerArgs(
  plan: Plan,
  node: LoadBalancerNode,
  listener: Listener,
  loadBalancerId: Input<string>,
  serverGroupId: Input<string>,
  certificate: Certificate | undefined,
): ListenerArgs {
  const common = {
    loadBalancerId,
    serverGroupId,
    listenerPort: listener.port,
    idleTimeout: 900,
    tags: siteTags(plan, node.region),
  };
  if (listener.protocol !== 'https') return { ...common, listenerProtocol: 'TCP' };
  if (!certificate) {
    throw new PlanError(`${node.id}: an https listener needs skerry:site.domain.certificate`);
  }
  return {
    ...common,
    listenerProtocol: 'TCPSSL',
    certificateIds: [`${certificate.id}-${certificate.region}`],
    securityPolicyId: 'tls_cipher_policy_1_2_strict',
  };
}
