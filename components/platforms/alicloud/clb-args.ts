import type { Input } from '@pulumi/pulumi';
import type { AclArgs } from '@pulumi/alicloud/slb/acl.js';
import type { ApplicationLoadBalancerArgs } from '@pulumi/alicloud/slb/applicationLoadBalancer.js';
import type { ListenerArgs } from '@pulumi/alicloud/slb/listener.js';
import type { ServerCertificateArgs } from '@pulumi/alicloud/slb/serverCertificate.js';
import type { Listener, LoadBalancerNode, NetworkNode, Plan } from '../../../topology/plan/plan.ts';
import { cloudName } from '../../names.ts';
import { targetPort } from '../../ports.ts';
import { PlanError } from '../../plan-error.ts';
import { deletionProtection } from '../../stage.ts';
import { siteTags } from '../../tags.ts';
import { certificate } from './certificate.ts';
import { accountType } from './provider-args.ts';

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

/** What a listener is bound to. */
export interface ListenerGround {
  loadBalancerId: Input<string>;
  serverGroupId: Input<string>;
  /** Black list; absent where nothing is denied. */
  denyAclId?: Input<string>;
  /** Of a listener at which TLS ends. */
  certificateId?: Input<string>;
}

/** Layer 4, but for `https`: a classic balancer ends TLS at layer 7 alone. */
export function clbListenerArgs(
  { health }: LoadBalancerNode,
  listener: Listener,
  ground: ListenerGround,
): ListenerArgs {
  const { loadBalancerId, serverGroupId, denyAclId, certificateId } = ground;
  return {
    loadBalancerId,
    serverGroupId,
    frontendPort: listener.port,
    bandwidth: -1,
    scheduler: 'wrr',
    ...(certificateId === undefined ? LAYER_4 : { ...LAYER_7_TLS, serverCertificateId: certificateId }),
    healthCheckUri: health.path,
    healthCheckConnectPort: health.port,
    healthCheckHttpCode: 'http_2xx',
    healthCheckInterval: health.intervalSeconds,
    healthCheckTimeout: health.timeoutSeconds,
    healthyThreshold: health.healthy,
    unhealthyThreshold: health.unhealthy,
    ...(denyAclId !== undefined && { aclStatus: 'on', aclType: 'black', aclId: denyAclId }),
  };
}

const LAYER_4 = { protocol: 'tcp', establishedTimeout: 900, healthCheckType: 'http' } as const;

/**
 * Timeouts in seconds: the longest that the service has, for clones of large repositories. The client's address is always
 * sent on; the provider refuses to be told so.
 */
const LAYER_7_TLS = {
  protocol: 'https',
  healthCheck: 'on',
  stickySession: 'off',
  enableHttp2: 'on',
  tlsCipherPolicy: 'tls_cipher_policy_1_2',
  idleTimeout: 60,
  requestTimeout: 180,
  xForwardedFor: { retriveSlbProto: true },
} as const;

/**
 * The certificate as classic balancers know it: a copy in their region of that in the certificate service.
 *
 * @throws PlanError on an international account, where the service hands none out
 */
export function clbCertificateArgs(plan: Plan, node: LoadBalancerNode): ServerCertificateArgs {
  const tls = certificate(plan, node.region);
  if (!tls) throw new PlanError(`${node.id}: an https listener needs skerry:site.domain.certificate`);
  if (accountType(plan) !== 'domestic') {
    throw new PlanError(
      `${node.id}: classic balancers of an international account take no certificate of the certificate service; ` +
        'use type: nlb for its https listener',
    );
  }
  return {
    name: cloudName(plan.stack, node.id, NAME_MAX),
    alicloudCertificateId: tls.id,
    alicloudCertificateRegionId: tls.region,
    tags: siteTags(plan, node.region),
  };
}

export function clbServerGroupName(plan: Plan, node: LoadBalancerNode, listener: Listener): string {
  return cloudName(plan.stack, `${node.id}/${listener.protocol}`, NAME_MAX);
}

export function clbBackend(listener: Listener, vserverGroupId: Input<string>) {
  return { vserverGroupId, port: targetPort(listener.protocol) };
}
