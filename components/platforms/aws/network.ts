import { DefaultSecurityGroup } from '@pulumi/aws/ec2/defaultSecurityGroup.js';
import { InternetGateway } from '@pulumi/aws/ec2/internetGateway.js';
import { NetworkAcl } from '@pulumi/aws/ec2/networkAcl.js';
import { Route } from '@pulumi/aws/ec2/route.js';
import { RouteTable } from '@pulumi/aws/ec2/routeTable.js';
import { RouteTableAssociation } from '@pulumi/aws/ec2/routeTableAssociation.js';
import { Subnet } from '@pulumi/aws/ec2/subnet.js';
import { Vpc } from '@pulumi/aws/ec2/vpc.js';
import { VpcEndpoint } from '@pulumi/aws/ec2/vpcEndpoint.js';
import type { ComponentResource, Input, Resource } from '@pulumi/pulumi';
import type { NetworkNode } from '../../../topology/plan/plan.ts';
import { needsEgress } from '../../../topology/plan/egress.ts';
import { createApiEndpoints } from './api-endpoints.ts';
import { type AwsContext, within } from './context.ts';
import { createEgress } from './egress.ts';
import {
  type SubnetRole,
  edgeAclArgs,
  networkTags,
  s3EndpointArgs,
  subnetArgs,
  vpcArgs,
} from './network-args.ts';

const ANYWHERE = '0.0.0.0/0';

export interface AwsNetwork {
  node: NetworkNode;
  vpc: Pick<Vpc, 'id' | 'cidrBlock'>;
  /** One a zone, for instances. */
  instances: Pick<Subnet, 'id'>[];
  /** One a zone, for balancers and the NAT gateway. */
  edge: Pick<Subnet, 'id'>[];
  /** What instances need to reach buckets, AWS's services and, where they do, the internet. */
  egress: Resource[];
  /** What security groups of instances let out. */
  reach: Reach;
}

export interface Reach {
  /** Managed prefix list of the region's S3; absent in a network that reaches it over the internet alone. */
  s3?: Input<string>;
  network: Input<string>;
  hasEgress: boolean;
}

/** Instances live in subnets without a way in; only the edge's subnets know the internet gateway. */
export function createNetwork(context: AwsContext, node: NetworkNode, parent: ComponentResource): AwsNetwork {
  const { plan, region } = context;
  const options = within(context, parent);
  const vpc = new Vpc(node.id, vpcArgs(plan, node), options);
  // Whatever names no security group gets the network's own, which lets nothing in or out.
  new DefaultSecurityGroup(node.id, { vpcId: vpc.id, tags: networkTags(plan, node, 'default') }, options);
  const subnets = (role: SubnetRole, table: RouteTable) =>
    node.subnets.map((subnet) => {
      const name = `${node.id}/${role}-${subnet.zone}`;
      const created = new Subnet(name, subnetArgs(plan, node, subnet, role, vpc.id), options);
      new RouteTableAssociation(name, { subnetId: created.id, routeTableId: table.id }, options);
      return created;
    });
  const table = (role: SubnetRole) =>
    new RouteTable(`${node.id}/${role}`, { vpcId: vpc.id, tags: networkTags(plan, node, role) }, options);

  const [instanceTable, edgeTable] = [table('instances'), table('edge')];
  const instances = subnets('instances', instanceTable);
  const edge = subnets('edge', edgeTable);
  const gateway = new InternetGateway(
    node.id,
    { vpcId: vpc.id, tags: networkTags(plan, node, 'internet') },
    options,
  );
  const wayOut = new Route(
    `${node.id}/edge`,
    { routeTableId: edgeTable.id, destinationCidrBlock: ANYWHERE, gatewayId: gateway.id },
    options,
  );
  new NetworkAcl(
    `${node.id}/edge`,
    edgeAclArgs(
      plan,
      node,
      region.loadBalancers,
      vpc.id,
      edge.map((subnet) => subnet.id),
    ),
    options,
  );
  const toBuckets = new VpcEndpoint(
    `${node.id}/s3`,
    s3EndpointArgs(plan, node, vpc.id, [instanceTable.id]),
    options,
  );
  const hasEgress = needsEgress(region);
  const beyond = hasEgress
    ? createEgress(context, node, { edge, table: instanceTable, wayOut }, parent)
    : createApiEndpoints(context, node, { vpc, instances }, parent);
  return {
    node,
    vpc,
    instances,
    edge,
    egress: [toBuckets, ...beyond],
    reach: { s3: toBuckets.prefixListId, network: vpc.cidrBlock, hasEgress },
  };
}
