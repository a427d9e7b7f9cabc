import { Eip } from '@pulumi/aws/ec2/eip.js';
import { NatGateway } from '@pulumi/aws/ec2/natGateway.js';
import { Route } from '@pulumi/aws/ec2/route.js';
import type { RouteTable } from '@pulumi/aws/ec2/routeTable.js';
import type { Subnet } from '@pulumi/aws/ec2/subnet.js';
import type { ComponentResource, Resource } from '@pulumi/pulumi';
import type { NetworkNode } from '../../../topology/plan/plan.ts';
import { type AwsContext, within } from './context.ts';
import { networkTags } from './network-args.ts';

/** One gateway in the first zone serves all: a sync that loses its way out for a while only falls behind. */
export function createEgress(
  context: AwsContext,
  node: NetworkNode,
  ground: { edge: Subnet[]; table: RouteTable; wayOut: Resource },
  parent: ComponentResource,
): Resource[] {
  const [subnet] = ground.edge;
  if (!subnet) return [];
  const tags = networkTags(context.plan, node, 'nat');
  const options = within(context, parent);
  const address = new Eip(`${node.id}/nat`, { domain: 'vpc', tags }, options);
  const nat = new NatGateway(
    `${node.id}/nat`,
    { allocationId: address.id, subnetId: subnet.id, tags },
    // The gateway's zone is fixed at creation: another order of zones must not replace it.
    within(context, parent, { dependsOn: [ground.wayOut], ignoreChanges: ['subnetId'] }),
  );
  const route = new Route(
    `${node.id}/nat`,
    { routeTableId: ground.table.id, destinationCidrBlock: '0.0.0.0/0', natGatewayId: nat.id },
    options,
  );
  return [route];
}
