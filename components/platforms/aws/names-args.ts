import type { Input } from '@pulumi/pulumi';
import type { RecordArgs } from '@pulumi/aws/route53/record.js';
import type { LoadBalancerNode, Plan } from '../../../topology/plan/plan.ts';

/** Something of AWS that a name leads to, in the zone that AWS keeps for it. */
export interface AliasTarget {
  name: Input<string>;
  zoneId: Input<string>;
  /** Whether Route 53 asks for the target's health. CloudFront has none to ask for. */
  hasHealth: boolean;
  /** Whether it answers by IPv6, too. */
  hasIpv6: boolean;
}

/** Whether Route 53 keeps the names of a site. */
export function keepsNames(plan: Plan): boolean {
  return plan.domain !== undefined && plan.domain.dns.mode !== 'none' && plan.domain.dns.platform === 'aws';
}

/** Aliases, which cost nothing and follow their target's addresses. */
export function aliasRecords(
  zoneId: Input<string>,
  name: string,
  { name: target, zoneId: targetZone, hasHealth, hasIpv6 }: AliasTarget,
): { type: 'A' | 'AAAA'; args: RecordArgs }[] {
  return (hasIpv6 ? (['A', 'AAAA'] as const) : (['A'] as const)).map((type) => ({
    type,
    args: {
      zoneId,
      name,
      type,
      aliases: [{ name: target, zoneId: targetZone, evaluateTargetHealth: hasHealth }],
    },
  }));
}

/** `git.example.com`, for the first balancer in front of a group that runs git; `undefined`: it has no name. */
export function balancerHostname(plan: Plan, node: LoadBalancerNode): string | undefined {
  const groups = plan.regions.flatMap((region) => region.groups);
  const isGit = ({ group }: LoadBalancerNode) =>
    groups.some(({ id, workload }) => id === group && workload === 'git');
  const first = plan.regions.flatMap((region) => region.loadBalancers).find(isGit);
  return plan.domain && first?.id === node.id && keepsNames(plan) ? `git.${plan.domain.name}` : undefined;
}
