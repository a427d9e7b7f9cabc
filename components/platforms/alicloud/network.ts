import { EipAddress } from '@pulumi/alicloud/ecs/eipAddress.js';
import { EipAssociation } from '@pulumi/alicloud/ecs/eipAssociation.js';
import { NatGateway } from '@pulumi/alicloud/vpc/natGateway.js';
import { Network } from '@pulumi/alicloud/vpc/network.js';
import { SnatEntry } from '@pulumi/alicloud/vpc/snatEntry.js';
import { Switch } from '@pulumi/alicloud/vpc/switch.js';
import type { ComponentResource, Input, Resource } from '@pulumi/pulumi';
import type { NetworkNode } from '../../../topology/plan/plan.ts';
import { needsEgress } from '../../../topology/plan/egress.ts';
import { type AlicloudContext, within } from './context.ts';
import { coreSwitchArgs, eipArgs, natGatewayArgs, vpcArgs, vswitchArgs } from './network-args.ts';

export interface AlicloudNetwork {
  node: NetworkNode;
  vpc: Pick<Network, 'id' | 'cidrBlock'>;
  /** What network balancers reach instances from. */
  cidr: Input<string>;
  vswitches: { zone: string; vswitch: Pick<Switch, 'id'> }[];
  /** Where things stand that can't move; its zone is the first that the site had. */
  core: Pick<Switch, 'id' | 'zoneId'>;
  /** What instances need to reach the internet; empty where none does. */
  egress: Resource[];
}

export function createNetwork(
  context: AlicloudContext,
  node: NetworkNode,
  parent: ComponentResource,
): AlicloudNetwork {
  const { plan, region } = context;
  const options = within(context, parent);
  const vpc = new Network(node.id, vpcArgs(plan, node), options);
  const vswitches = node.subnets.map((subnet) => ({
    zone: subnet.zone,
    vswitch: new Switch(`${node.id}/${subnet.zone}`, vswitchArgs(plan, node, subnet, vpc.id), options),
  }));
  const core = new Switch(
    `${node.id}/core`,
    coreSwitchArgs(plan, node, vpc.id),
    within(context, parent, { ignoreChanges: ['zoneId'] }),
  );
  const network = { node, vpc, cidr: node.cidr ?? '', vswitches, core, egress: [] };
  return needsEgress(region) ? { ...network, egress: createEgress(context, network, parent) } : network;
}

/** One gateway serves all zones: a sync that loses its way out for a while only falls behind. */
function createEgress(
  context: AlicloudContext,
  network: AlicloudNetwork,
  parent: ComponentResource,
): Resource[] {
  const { node, vpc, vswitches, core } = network;
  const options = within(context, parent);
  const nat = new NatGateway(`${node.id}/nat`, natGatewayArgs(context.plan, node, vpc.id, core.id), options);
  const eip = new EipAddress(`${node.id}/nat`, eipArgs(context.plan, node), options);
  const association = new EipAssociation(
    `${node.id}/nat`,
    { allocationId: eip.id, instanceId: nat.id, instanceType: 'Nat' },
    options,
  );
  return vswitches.map(
    ({ zone, vswitch }) =>
      new SnatEntry(
        `${node.id}/${zone}`,
        { snatTableId: nat.snatTableIds, sourceVswitchId: vswitch.id, snatIp: eip.ipAddress },
        within(context, parent, { dependsOn: [association] }),
      ),
  );
}
