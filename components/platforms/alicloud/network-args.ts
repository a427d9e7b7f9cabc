import type { Input } from '@pulumi/pulumi';
import type { NetworkArgs } from '@pulumi/alicloud/vpc/network.js';
import type { NatGatewayArgs } from '@pulumi/alicloud/vpc/natGateway.js';
import type { SwitchArgs } from '@pulumi/alicloud/vpc/switch.js';
import type { EipAddressArgs } from '@pulumi/alicloud/ecs/eipAddress.js';
import type { NetworkNode, Plan } from '../../../topology/plan/plan.ts';
import { cloudName } from '../../names.ts';
import { lastSlot } from '../../../topology/plan/subnets.ts';
import { deletionProtection } from '../../stage.ts';
import { siteTags } from '../../tags.ts';
import { PlanError } from '../../plan-error.ts';

const NAME_MAX = 128;

export function vpcArgs(plan: Plan, node: NetworkNode): NetworkArgs {
  return {
    vpcName: cloudName(plan.stack, node.id, NAME_MAX),
    cidrBlock: known(node.cidr, node),
    tags: siteTags(plan, node.region),
  };
}

export function vswitchArgs(
  plan: Plan,
  node: NetworkNode,
  subnet: NetworkNode['subnets'][number],
  vpcId: Input<string>,
): SwitchArgs {
  return {
    vpcId,
    vswitchName: cloudName(plan.stack, `${node.id}/${subnet.zone}`, NAME_MAX),
    zoneId: subnet.zone,
    cidrBlock: known(subnet.cidr, node),
    tags: siteTags(plan, node.region),
  };
}

/**
 * The vSwitch of what can't move to another zone: NAT gateway and Redis. It is none of the zones' own, so that taking
 * a zone out of the site (the first one, too) takes nothing away from under them.
 */
export function coreSwitchArgs(plan: Plan, node: NetworkNode, vpcId: Input<string>): SwitchArgs {
  return {
    vpcId,
    vswitchName: cloudName(plan.stack, `${node.id}/core`, NAME_MAX),
    zoneId: node.subnets[0]?.zone ?? '',
    cidrBlock: lastSlot(known(node.cidr, node)),
    tags: siteTags(plan, node.region),
  };
}

/** Pay by what passes through: a sync's traffic comes in bursts. */
export function natGatewayArgs(
  plan: Plan,
  node: NetworkNode,
  vpcId: Input<string>,
  vswitchId: Input<string>,
): NatGatewayArgs {
  return {
    vpcId,
    vswitchId,
    natGatewayName: cloudName(plan.stack, `${node.id}/nat`, NAME_MAX),
    natType: 'Enhanced',
    networkType: 'internet',
    paymentType: 'PayAsYouGo',
    internetChargeType: 'PayByLcu',
    deletionProtection: deletionProtection(plan.stage),
    tags: siteTags(plan, node.region),
  };
}

/** Bandwidth in Mbit/s: a ceiling, billed by traffic. */
export function eipArgs(plan: Plan, node: NetworkNode): EipAddressArgs {
  return {
    addressName: cloudName(plan.stack, `${node.id}/nat`, NAME_MAX),
    paymentType: 'PayAsYouGo',
    internetChargeType: 'PayByTraffic',
    bandwidth: '200',
    tags: siteTags(plan, node.region),
  };
}

function known(cidr: string | undefined, node: NetworkNode): string {
  if (cidr === undefined) throw new PlanError(`${node.id}: a network in the cloud needs a CIDR`);
  return cidr;
}
