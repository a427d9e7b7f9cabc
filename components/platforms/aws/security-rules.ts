import type { Input } from '@pulumi/pulumi';
import type { LoadBalancerNode } from '../../../topology/plan/plan.ts';
import { targetPorts } from '../../ports.ts';
import { PlanError } from '../../plan-error.ts';

/** A TCP port that a range, a managed list of ranges or a security group may reach. */
export type IngressRule = { key: string; port: number } & (
  { cidrIpv4: string } | { prefixListId: string } | { referencedSecurityGroupId: Input<string> }
);

/** AWS's own list of the addresses from which CloudFront fetches, a region; from the console, 2025-06. */
const CLOUDFRONT_PREFIX_LISTS: Readonly<Record<string, string>> = {
  'ap-northeast-1': 'pl-58a04531',
  'ap-northeast-2': 'pl-22a6434b',
  'ap-south-1': 'pl-9aa247f3',
  'ap-southeast-1': 'pl-31a34658',
  'ap-southeast-2': 'pl-b8a742d1',
  'ca-central-1': 'pl-38a64351',
  'eu-central-1': 'pl-a3a144ca',
  'eu-north-1': 'pl-fab65393',
  'eu-west-1': 'pl-4fa04526',
  'eu-west-2': 'pl-93a247fa',
  'eu-west-3': 'pl-75b1541c',
  'sa-east-1': 'pl-5da64334',
  'us-east-1': 'pl-3b927c52',
  'us-east-2': 'pl-b6a144df',
  'us-west-1': 'pl-4ea04527',
  'us-west-2': 'pl-82a045eb',
};

/** Who may reach a balancer: everybody, or the CDN alone. */
export function balancerIngress(node: LoadBalancerNode): IngressRule[] {
  return node.listeners.map(({ protocol, port }) => {
    if (node.allow === 'any') return { key: protocol, port, cidrIpv4: '0.0.0.0/0' };
    const prefixListId = CLOUDFRONT_PREFIX_LISTS[node.region];
    if (prefixListId !== undefined) return { key: protocol, port, prefixListId };
    throw new PlanError(
      `${node.id}: allow: cdn needs CloudFront's prefix list of ${node.region}, which is not known here; ` +
        `known: ${Object.keys(CLOUDFRONT_PREFIX_LISTS).join(', ')}`,
    );
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
