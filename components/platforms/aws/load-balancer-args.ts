import type { Input } from '@pulumi/pulumi';
import type { ListenerArgs } from '@pulumi/aws/lb/listener.js';
import type { LoadBalancerArgs } from '@pulumi/aws/lb/loadBalancer.js';
import type { TargetGroupArgs } from '@pulumi/aws/lb/targetGroup.js';
import type { Listener, LoadBalancerNode, Plan } from '../../../topology/plan/plan.ts';
import { cloudName } from '../../names.ts';
import { targetPort } from '../../ports.ts';
import { deletionProtection } from '../../stage.ts';
import { siteTags } from '../../tags.ts';
import { certificateArn } from './certificate.ts';
import { nameTags } from './name-tags.ts';

const NAME_MAX = 32;

export function loadBalancerArgs(
  plan: Plan,
  node: LoadBalancerNode,
  subnets: Input<string>[],
  securityGroup: Input<string>,
): LoadBalancerArgs {
  return {
    name: cloudName(plan.stack, node.id, NAME_MAX),
    loadBalancerType: 'network',
    internal: false,
    subnets,
    securityGroups: [securityGroup],
    enableCrossZoneLoadBalancing: true,
    enableDeletionProtection: deletionProtection(plan.stage),
    tags: siteTags(plan, node.region),
  };
}

export function targetGroupArgs(
  plan: Plan,
  node: LoadBalancerNode,
  listener: Listener,
  vpcId: Input<string>,
): TargetGroupArgs {
  return {
    vpcId,
    name: cloudName(plan.stack, `${node.id}/${listener.protocol}`, NAME_MAX),
    port: targetPort(listener.protocol),
    protocol: 'TCP',
    targetType: 'instance',
    // Instances see the balancer's address, so that only its security group may reach them.
    preserveClientIp: 'false',
    deregistrationDelay: node.drainSeconds,
    // Who still speaks after that is told so, rather than left with a machine that is gone.
    connectionTermination: true,
    healthCheck: {
      enabled: true,
      protocol: 'HTTP',
      path: node.health.path,
      port: String(node.health.port),
      matcher: '200',
      interval: node.health.intervalSeconds,
      timeout: node.health.timeoutSeconds,
      healthyThreshold: node.health.healthy,
      unhealthyThreshold: node.health.unhealthy,
    },
    tags: siteTags(plan, node.region),
  };
}

/** TLS of an `https` listener ends here; the rest is handed on byte by byte. */
export function listenerArgs(
  plan: Plan,
  node: LoadBalancerNode,
  listener: Listener,
  loadBalancerArn: Input<string>,
  targetGroupArn: Input<string>,
): ListenerArgs {
  return {
    loadBalancerArn,
    port: listener.port,
    ...(listener.protocol === 'https'
      ? {
          protocol: 'TLS',
          certificateArn: certificateArn(plan, node.region),
          sslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
        }
      : { protocol: 'TCP' }),
    defaultActions: [{ type: 'forward', targetGroupArn }],
    tags: nameTags(plan, node.region, `${node.id}/${listener.protocol}`),
  };
}
