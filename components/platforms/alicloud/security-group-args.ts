import type { Input } from '@pulumi/pulumi';
import type { SecurityGroupArgs } from '@pulumi/alicloud/ecs/securityGroup.js';
import type { SecurityGroupRuleArgs } from '@pulumi/alicloud/ecs/securityGroupRule.js';
import type { LoadBalancerNode, Plan } from '../../../topology/plan/plan.ts';
import { cloudName } from '../../names.ts';
import { targetPorts } from '../../ports.ts';
import { siteTags } from '../../tags.ts';

/** From here classic balancers check and reach their backends, whatever the VPC's own range is. */
const CLB_RANGE = '100.64.0.0/10';

/** A rule, and what tells it apart from its group's others. */
export interface NamedRule {
  key: string;
  rule: Omit<SecurityGroupRuleArgs, 'securityGroupId'>;
}

export function securityGroupArgs(
  plan: Plan,
  id: string,
  region: string,
  vpcId: Input<string>,
): SecurityGroupArgs {
  return {
    vpcId,
    securityGroupName: cloudName(plan.stack, id, 128),
    // Members of one group have no business with each other.
    innerAccessPolicy: 'Drop',
    tags: siteTags(plan, region),
  };
}

/**
 * Instances answer the balancers in front of them on the ports of their workload, and nobody else. Classic balancers
 * reach them from a range of the cloud's own, network balancers from addresses in the zones' vSwitches.
 */
export function instanceRules(
  network: { cidr?: Input<string> },
  balancers: readonly LoadBalancerNode[],
): NamedRule[] {
  const rules = balancers.flatMap(({ type, listeners }) => {
    const source =
      type === 'clb' ? { key: 'clb', cidr: CLB_RANGE } : { key: 'network', cidr: network.cidr ?? '' };
    return targetPorts(listeners).map((port) => ({
      key: `${source.key}-${port}`,
      rule: ingress(source.cidr, port, 'accept', 10),
    }));
  });
  return [...new Map(rules.map((rule) => [rule.key, rule])).values()];
}

/** Of a network balancer: what is denied is dropped before anything is allowed. */
export function balancerRules(node: LoadBalancerNode): NamedRule[] {
  return node.listeners.flatMap(({ protocol, port }) => [
    ...node.deny.map((cidr) => ({ key: `deny-${protocol}-${cidr}`, rule: ingress(cidr, port, 'drop', 1) })),
    { key: `allow-${protocol}`, rule: ingress('0.0.0.0/0', port, 'accept', 100) },
  ]);
}

function ingress(
  cidrIp: Input<string>,
  port: number,
  policy: 'accept' | 'drop',
  priority: number,
): NamedRule['rule'] {
  return { type: 'ingress', ipProtocol: 'tcp', portRange: `${port}/${port}`, cidrIp, policy, priority };
}
