import { SecurityGroup } from '@pulumi/aws/ec2/securityGroup.js';
import { SecurityGroupEgressRule } from '@pulumi/aws/vpc/securityGroupEgressRule.js';
import { SecurityGroupIngressRule } from '@pulumi/aws/vpc/securityGroupIngressRule.js';
import type { ComponentResource, Resource } from '@pulumi/pulumi';
import { cloudName } from '../../names.ts';
import { siteTags } from '../../tags.ts';
import { type AwsContext, within } from './context.ts';
import { nameTags } from './name-tags.ts';
import type { AwsNetwork } from './network.ts';
import type { TcpRule } from './security-rules.ts';

export interface Guard {
  group: SecurityGroup;
  rules: Resource[];
}

/** What comes in and what goes out is named rule by rule; all else is refused. */
export function createSecurityGroup(
  context: AwsContext,
  id: string,
  network: Pick<AwsNetwork, 'vpc'>,
  rules: { ingress: readonly TcpRule[]; egress?: readonly TcpRule[] },
  parent: ComponentResource,
): Guard {
  const { plan, region } = context;
  const options = within(context, parent);
  const group = new SecurityGroup(
    id,
    {
      name: cloudName(plan.stack, id, 255),
      description: `Skerry, ${id}`,
      vpcId: network.vpc.id,
      tags: siteTags(plan, region.name),
    },
    options,
  );
  const args = ({ key, port, ...peer }: TcpRule) => ({
    securityGroupId: group.id,
    ipProtocol: 'tcp',
    fromPort: port,
    toPort: port,
    ...peer,
    tags: nameTags(plan, region.name, `${id}/${key}`),
  });
  const inward = rules.ingress.map(
    (rule) => new SecurityGroupIngressRule(`${id}/${rule.key}`, args(rule), options),
  );
  const outward = (rules.egress ?? []).map(
    (rule) => new SecurityGroupEgressRule(`${id}/${rule.key}`, args(rule), options),
  );
  return { group, rules: [...inward, ...outward] };
}
