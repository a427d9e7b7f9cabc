import type { Subnet } from '@pulumi/aws/ec2/subnet.js';
import type { Vpc } from '@pulumi/aws/ec2/vpc.js';
import { VpcEndpoint } from '@pulumi/aws/ec2/vpcEndpoint.js';
import type { ComponentResource, Resource } from '@pulumi/pulumi';
import type { NetworkNode } from '../../../topology/plan/plan.ts';
import { API_SERVICES } from '../../../topology/plan/egress.ts';
import { type AwsContext, within } from './context.ts';
import { apiEndpointArgs } from './network-args.ts';
import { createSecurityGroup } from './security-group.ts';

/** The services that instances call, in the network itself: cheaper than a NAT gateway, and no way out. */
export function createApiEndpoints(
  context: AwsContext,
  node: NetworkNode,
  { vpc, instances }: { vpc: Vpc; instances: Subnet[] },
  parent: ComponentResource,
): Resource[] {
  const ingress = [{ key: 'https', port: 443, cidrIpv4: vpc.cidrBlock }];
  const guard = createSecurityGroup(context, `${node.id}/services`, { vpc }, { ingress }, parent);
  const ground = {
    vpcId: vpc.id,
    subnetIds: instances.map((subnet) => subnet.id),
    securityGroupId: guard.group.id,
  };
  return API_SERVICES.map(
    (service) =>
      new VpcEndpoint(
        `${node.id}/${service}`,
        apiEndpointArgs(context.plan, node, service, ground),
        within(context, parent, { dependsOn: guard.rules }),
      ),
  );
}
