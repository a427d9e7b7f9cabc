import type { Input, Output, ProviderResource } from '@pulumi/pulumi';
import type { Capacity } from '../topology/plan/plan.ts';
import type { Inputs } from './inputs.ts';

/**
 * What a program that uses components by themselves brings along, in place of what a stack's program makes itself or
 * reads from its configuration. A stack's program brings nothing.
 *
 * @template Network what a platform knows of a network that its components lie in
 */
export interface Given<Network = unknown> {
  /** Of the region and the account. */
  provider?: ProviderResource;
  network?: Network;
  /** By the names that the plan has for them. */
  secrets?: ReadonlyMap<string, Output<string>>;
  /** By the plan's ids of groups. */
  groups?: ReadonlyMap<string, GivenGroup>;
}

export interface GivenGroup {
  /** In place of the plan's own, which may be known only during the update. */
  capacity?: GivenCapacity;
  /** Name of the image table, or an id. */
  image?: Input<string>;
  /** What instances run at their first start, as plain text; instead of Skerry's own. */
  userData?: Input<string>;
  /** Security groups of the instances beside the group's own. */
  securityGroupIds?: Input<string>[];
  /** Target groups (AWS) that instances are registered with beside those of the group's balancers. */
  targetGroupArns?: Input<string>[];
}

export type GivenCapacity = Inputs<Pick<Capacity, 'min' | 'max' | 'target' | 'onDemandBase'>>;
