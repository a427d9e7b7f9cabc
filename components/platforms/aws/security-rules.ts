import type { Input } from '@pulumi/pulumi';
import { cloudFrontPrefixLists } from '../../../topology/catalog/cloudfront.ts';
import type { LoadBalancerNode } from '../../../topology/plan/plan.ts';
import { targetPorts } from '../../ports.ts';
import { PlanError } from '../../plan-error.ts';

/** A TCP port that a range, a managed list of ranges or a security group may reach. */
export type IngressRule = { key: string; port: number } & (
  { cidrIpv4: string } | { prefixListId: string } | { referencedSecurityGroupId: Input<string> }
);

/** Who may reach a balancer: everybody, or the CDN alone. */
export function balancerIngress(node: LoadBalancerNode): IngressRule[] {
  return node.listeners.map(({ protocol, port }) => {
    if (node.allow === 'any') return { key: protocol, port, cidrIpv4: '0.0.0.0/0' };
    const prefixListId = cloudFrontPrefixLists.rows[node.region];
    if (prefixListId !== undefined) return { key: protocol, port, prefixListId };
    throw new PlanError(`${node.id}: CloudFront's prefix list of ${node.region} is not known here`);
  });
}

/** Instances answer the balancers in front of them, nobody else. */
export function instanceIngress(
  balancers: readonly { node: LoadBalancerNode; securityGroupId: Input<string> }[],
): IngressRule[] {
  return balancers.flatMap(({ node, securityGroupId }) =>
    targetPorts(node.listeners).map((port) => ({
      key: `${node.name}-${port}`,
      port,
      referencedSecurityGroupId: securityGroupId,
    })),
  );
}
