import {
  Eip,
  InternetGateway,
  NatGateway,
  RouteTable,
  RouteTableAssociation,
  Subnet,
  Vpc,
} from '@pulumi/aws/ec2/index.js';
import type { Output } from '@pulumi/pulumi';

const ZONES = ['eu-central-1a', 'eu-central-1b'];

/** A VPC as many a company has one: private subnets behind a NAT gateway, public ones beside. */
const vpc = new Vpc('own', { cidrBlock: '10.20.0.0/16', enableDnsHostnames: true });
const gateway = new InternetGateway('own', { vpcId: vpc.id });
const outward = new RouteTable('public', {
  vpcId: vpc.id,
  routes: [{ cidrBlock: '0.0.0.0/0', gatewayId: gateway.id }],
});
const publicSubnets = subnets('public', 0, outward);
const address = new Eip('nat', { domain: 'vpc' });
const nat = new NatGateway('own', { subnetId: publicSubnets[0].id, allocationId: address.id });
const inward = new RouteTable('private', {
  vpcId: vpc.id,
  routes: [{ cidrBlock: '0.0.0.0/0', natGatewayId: nat.id }],
});
const privateSubnets = subnets('private', 100, inward);

function subnets(kind: string, from: number, table: RouteTable): Subnet[] {
  return ZONES.map((zone, position) => {
    const cidrBlock = `10.20.${from + position}.0/24`;
    const subnet = new Subnet(`${kind}-${zone}`, { vpcId: vpc.id, availabilityZone: zone, cidrBlock });
    new RouteTableAssociation(`${kind}-${zone}`, { subnetId: subnet.id, routeTableId: table.id });
    return subnet;
  });
}

const byZone = (list: Subnet[]): Record<string, Output<string>> =>
  Object.fromEntries(ZONES.map((zone, position) => [zone, list[position].id]));

/** What a region of Skerry wants to know of it. */
export const network = {
  vpcId: vpc.id,
  cidr: vpc.cidrBlock,
  instanceSubnets: byZone(privateSubnets),
  edgeSubnets: byZone(publicSubnets),
};
