import type { Input } from '@pulumi/pulumi';
import type { NetworkAclArgs } from '@pulumi/aws/ec2/networkAcl.js';
import type { SubnetArgs } from '@pulumi/aws/ec2/subnet.js';
import type { VpcArgs } from '@pulumi/aws/ec2/vpc.js';
import type { VpcEndpointArgs } from '@pulumi/aws/ec2/vpcEndpoint.js';
import { type Bordered, deniedRanges } from '../../../topology/network/denied-ranges.ts';
import { edgeSubnet } from '../../../topology/plan/edge-subnets.ts';
import type { API_SERVICES } from '../../../topology/plan/egress.ts';
import type { NetworkNode, Plan } from '../../../topology/plan/plan.ts';
import { PlanError } from '../../plan-error.ts';
import { nameTags } from './name-tags.ts';

/** Rule numbers go up to 32,766; what allows the rest comes last. */
const ALLOW_RULE = 32_000;

export function networkTags(plan: Plan, node: NetworkNode, part: string): Record<string, string> {
  return nameTags(plan, node.region, `${node.id}/${part}`);
}

export function vpcArgs(plan: Plan, node: NetworkNode): VpcArgs {
  return {
    cidrBlock: known(node.cidr, node),
    enableDnsHostnames: true,
    enableDnsSupport: true,
    tags: networkTags(plan, node, 'vpc'),
  };
}

export type SubnetRole = 'instances' | 'edge';

/** Instances never get a public address; the edge's balancers and gateway bring their own. */
export function subnetArgs(
  plan: Plan,
  node: NetworkNode,
  subnet: NetworkNode['subnets'][number],
  role: SubnetRole,
  vpcId: Input<string>,
): SubnetArgs {
  return {
    vpcId,
    availabilityZone: subnet.zone,
    cidrBlock:
      role === 'instances' ? known(subnet.cidr, node) : edgeSubnet(known(node.cidr, node), subnet.zone),
    mapPublicIpOnLaunch: false,
    tags: networkTags(plan, node, `${role}-${subnet.zone}`),
  };
}

/** Where there is no way to the internet, AWS's own services answer within the network. */
export function apiEndpointArgs(
  plan: Plan,
  node: NetworkNode,
  service: (typeof API_SERVICES)[number],
  ground: { vpcId: Input<string>; subnetIds: Input<string>[]; securityGroupId: Input<string> },
): VpcEndpointArgs {
  return {
    vpcId: ground.vpcId,
    vpcEndpointType: 'Interface',
    serviceName: `com.amazonaws.${node.region}.${service}`,
    subnetIds: ground.subnetIds,
    securityGroupIds: [ground.securityGroupId],
    privateDnsEnabled: true,
    tags: networkTags(plan, node, service),
  };
}

/** Buckets are reached within AWS, without passing (and paying) a NAT gateway. */
export function s3EndpointArgs(
  plan: Plan,
  node: NetworkNode,
  vpcId: Input<string>,
  routeTableIds: Input<string>[],
): VpcEndpointArgs {
  return {
    vpcId,
    vpcEndpointType: 'Gateway',
    serviceName: `com.amazonaws.${node.region}.s3`,
    routeTableIds,
    tags: networkTags(plan, node, 's3'),
  };
}

/**
 * Security groups can only allow, so what balancers deny is denied at the border of their subnets: for all balancers
 * of the region at once, and for TCP on the ports where one listens.
 */
export function edgeAclArgs(
  plan: Plan,
  node: NetworkNode,
  balancers: readonly Bordered[],
  vpcId: Input<string>,
  subnetIds: Input<string>[],
): NetworkAclArgs {
  return {
    vpcId,
    subnetIds,
    ingress: [
      ...deniedRanges(balancers).map(({ cidr, from, to }, index) => ({
        ruleNo: index + 1,
        action: 'deny',
        protocol: 'tcp',
        cidrBlock: cidr,
        fromPort: from,
        toPort: to,
      })),
      anything(ALLOW_RULE),
    ],
    egress: [anything(ALLOW_RULE)],
    tags: networkTags(plan, node, 'edge'),
  };
}

function anything(ruleNo: number) {
  return { ruleNo, action: 'allow', protocol: '-1', cidrBlock: '0.0.0.0/0', fromPort: 0, toPort: 0 };
}

export function known(cidr: string | undefined, node: NetworkNode): string {
  if (cidr === undefined) throw new PlanError(`${node.id}: a network in the cloud needs a CIDR`);
  return cidr;
}
