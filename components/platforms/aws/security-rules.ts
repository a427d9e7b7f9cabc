import type { Input } from '@pulumi/pulumi';
import { cloudFrontPrefixLists } from '../../../topology/catalog/cloudfront.ts';
import type { GroupNode, LoadBalancerNode } from '../../../topology/plan/plan.ts';
import { reachesOut } from '../../../topology/plan/egress.ts';
import { targetPort } from '../../ports.ts';
import { PlanError } from '../../plan-error.ts';
import type { Reach } from './network.ts';
import { REDIS_PORT } from './redis-args.ts';

const ANYWHERE = '0.0.0.0/0';
const HTTPS = 443;

/** A TCP port, and the range, managed list of ranges or security group that may reach it or be reached by it. */
export type TcpRule = { key: string; port: number } & (
  { cidrIpv4: Input<string> } | { prefixListId: Input<string> } | { referencedSecurityGroupId: Input<string> }
);

/** Who may reach a balancer: everybody, or the CDN alone. */
export function balancerIngress(node: LoadBalancerNode): TcpRule[] {
  return node.listeners.map(({ protocol, port }) => {
    if (node.allow === 'any') return { key: protocol, port, cidrIpv4: ANYWHERE };
    const prefixListId = cloudFrontPrefixLists.rows[node.region];
    if (prefixListId !== undefined) return { key: protocol, port, prefixListId };
    throw new PlanError(`${node.id}: CloudFront's prefix list of ${node.region} is not known here`);
  });
}

/** Ports of the instances behind a balancer that it reaches: for its listeners, and for its health checks. */
function reachedPorts({ listeners, health }: LoadBalancerNode): number[] {
  return [...new Set([...listeners.map(({ protocol }) => targetPort(protocol)), health.port])];
}

/** A balancer speaks to instances, on the ports that its listeners and its health checks want. */
export function balancerEgress(node: LoadBalancerNode, network: Input<string>): TcpRule[] {
  return reachedPorts(node).map((port) => ({ key: `${port}`, port, cidrIpv4: network }));
}

/** Instances answer the balancers in front of them, nobody else. */
export function instanceIngress(
  balancers: readonly { node: LoadBalancerNode; securityGroupId: Input<string> }[],
): TcpRule[] {
  return balancers.flatMap(({ node, securityGroupId }) =>
    reachedPorts(node).map((port) => ({
      key: `${node.name}-${port}`,
      port,
      referencedSecurityGroupId: securityGroupId,
    })),
  );
}

/**
 * Instances reach the region's buckets, its Redis and AWS's own services; the internet only where their work lies there.
 * DNS, time and the instance's metadata are not subject to security groups.
 *
 * @param ground the list of the region's S3 addresses, the network's range, and whether it has a way to the internet
 */
export function instanceEgress(group: GroupNode, ground: Reach): TcpRule[] {
  return [
    ...(ground.s3 === undefined ? [] : [{ key: 's3', port: HTTPS, prefixListId: ground.s3 }]),
    ...(group.redis === undefined ? [] : [{ key: 'redis', port: REDIS_PORT, cidrIpv4: ground.network }]),
    { key: 'services', port: HTTPS, cidrIpv4: ground.hasEgress ? ANYWHERE : ground.network },
    ...(reachesOut(group) ? [{ key: 'http', port: 80, cidrIpv4: ANYWHERE }] : []),
  ];
}
