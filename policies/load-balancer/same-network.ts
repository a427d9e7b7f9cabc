import { subnetsOf } from '../network/subnets-of.ts';
import type { StackPolicy, Verdict } from '../policy.ts';
import { is, type StackResource } from '../stack.ts';

/** Told of the group, by which of the two networks its instances lie in. */
export const sameNetwork: StackPolicy = {
  id: 'lb/same-network',
  severity: 'critical',
  summary: 'A group lies in the network of the load balancers in front of it.',
  why: 'A balancer reaches no instance of another network: attaching them is refused in the middle of an update.',
  remediation: 'Put balancer and group into one region of the stack file.',
  source: 'own; Tencent Cloud has an error for it, ResourceUnavailable.LbVpcInconsistent',
  words: ['region:loadBalancers'],
  types: ['aws:autoscaling/group:Group', 'alicloud:ess/serverGroupAttachment:ServerGroupAttachment'],
  judge: (resource) => {
    if (is('aws:autoscaling/group:Group', resource)) {
      return differ(networksOf(resource), resource.sources('targetGroupArns'), 'vpcId');
    }
    const [group] = resource.sources('scalingGroupId');
    return group && differ(networksOf(group), resource.sources('serverGroupId'), 'vpcId');
  },
};

/** Networks of the group's subnets, by URN. */
const networksOf = (group: StackResource): Set<string> =>
  new Set(subnetsOf(group).known.flatMap((subnet) => subnet.sources('vpcId').map(({ urn }) => urn)));

function differ(networks: ReadonlySet<string>, targets: readonly StackResource[], property: string): Verdict {
  if (networks.size === 0) return undefined;
  const stray = targets.find((target) => {
    const own = target.sources(property);
    return own.length > 0 && !own.some(({ urn }) => networks.has(urn));
  });
  return stray && `${stray.name} lies in another network`;
}
