import { SecurityGroup } from '@pulumi/aws/ec2/securityGroup.js';
import { SecurityGroupEgressRule } from '@pulumi/aws/vpc/securityGroupEgressRule.js';
import { SecurityGroupIngressRule } from '@pulumi/aws/vpc/securityGroupIngressRule.js';
import type { ComponentResource, Resource } from '@pulumi/pulumi';
import { cloudName } from '../../names.ts';
import { siteTags } from '../../tags.ts';
import { type AwsContext, within } from './context.ts';
import type { AwsNetwork } from './network.ts';
import type { IngressRule } from './security-rules.ts';

export interface Guard {
  group: SecurityGroup;
  rules: Resource[];
}

/** What comes in is named rule by rule; what goes out is the route table's business. */
export function createSecurityGroup(
  context: AwsContext,
  id: string,
  network: AwsNetwork,
  ingress: readonly IngressRule[],
  parent: ComponentResource,
): Guard {
  const { plan, region } = context;
  const options = within(context, parent);
  const tags = siteTags(plan, region.name);
  const group = new SecurityGroup(
    id,
    {
      name: cloudName(plan.stack, id, 255),
      description: `Skerry, ${id}`,
      vpcId: network.vpc.id,
      tags,
    },
    options,
  );
  const inward = ingress.map(
    ({ key, port, ...source }) =>
      new SecurityGroupIngressRule(
        `${id}/${key}`,
        { securityGroupId: group.id, ipProtocol: 'tcp', fromPort: port, toPort: port, ...source, tags },
        options,
      ),
  );
  const outward = new SecurityGroupEgressRule(
    id,
    { securityGroupId: group.id, ipProtocol: '-1', cidrIpv4: '0.0.0.0/0', tags },
    options,
  );
  return { group, rules: [...inward, outward] };
}
