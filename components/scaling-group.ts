import { ComponentResource, type ComponentResourceOptions, type Output } from '@pulumi/pulumi';
import type { GroupNode } from '../topology/plan/plan.ts';
import type { RegionBuilder, ScalingGroupFacts, SiteAddresses } from './platform.ts';

/**
 * Instances of one workload between bounds. Its outputs name the group and nothing that changes by itself: desired
 * capacity and instances are read from the platform (`capacity/live-group.ts`).
 */
export class ScalingGroup extends ComponentResource implements ScalingGroupFacts {
  readonly groupId: Output<string>;

  constructor(
    node: GroupNode,
    site: SiteAddresses,
    builder: RegionBuilder,
    options: ComponentResourceOptions,
  ) {
    super('skerry:index:ScalingGroup', node.id, {}, options);
    this.groupId = builder.scalingGroup(node, site, this).groupId;
    this.registerOutputs({ groupId: this.groupId });
  }
}
