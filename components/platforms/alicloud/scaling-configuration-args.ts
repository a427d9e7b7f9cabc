import type { Input } from '@pulumi/pulumi';
import type { ScalingConfigurationArgs } from '@pulumi/alicloud/ess/scalingConfiguration.js';
import type { GroupNode, Plan } from '../../../topology/plan/plan.ts';
import { cloudName } from '../../names.ts';
import { groupTags } from '../../tags.ts';

export interface ConfigurationGround {
  scalingGroupId: Input<string>;
  /** The group's own first. */
  securityGroupIds: [Input<string>, ...Input<string>[]];
  imageId: Input<string>;
  roleName: Input<string>;
  /** In base64; absent where the site signs no releases: who makes the image brings the software. */
  userData?: Input<string>;
}

/**
 * What instances are made of. Enabling it is what starts the group: everything that the first instance must find is
 * there before.
 */
export function scalingConfigurationArgs(
  plan: Plan,
  node: GroupNode,
  ground: ConfigurationGround,
): ScalingConfigurationArgs {
  const [securityGroupId, ...further] = ground.securityGroupIds;
  return {
    scalingGroupId: ground.scalingGroupId,
    scalingConfigurationName: cloudName(plan.stack, node.id, 64),
    instanceName: cloudName(plan.stack, node.id, 128),
    imageId: ground.imageId,
    instanceTypes: node.instanceTypes,
    ...(further.length === 0 ? { securityGroupId } : { securityGroupIds: ground.securityGroupIds }),
    roleName: ground.roleName,
    ...(ground.userData !== undefined && { userData: ground.userData }),
    systemDiskCategory: 'cloud_essd',
    systemDiskSize: 40,
    systemDiskEncrypted: true,
    spotStrategy: node.spot ? 'SpotAsPriceGo' : 'NoSpot',
    // No public address of its own: what must reach out goes by the NAT gateway.
    internetMaxBandwidthOut: 0,
    active: true,
    enable: true,
    forceDelete: true,
    override: true,
    tags: groupTags(plan, node),
  };
}
