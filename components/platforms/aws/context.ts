import type { ComponentResource, CustomResourceOptions, Input, ProviderResource } from '@pulumi/pulumi';
import type { Plan, RegionPlan } from '../../../topology/plan/plan.ts';
import type { Given } from '../../given.ts';
import type { AwsNetwork } from './network.ts';

/** What the builders of one region share. */
export interface AwsContext {
  plan: Plan;
  region: RegionPlan;
  provider: ProviderResource;
  /** Of a program that uses components by themselves. */
  given?: Given<AwsNetwork>;
  /** ARN of the region's topic for alarms; absent where the site wants none. */
  alerts?: Input<string>;
  /** Id of the zone with the site's names; absent where others keep them. */
  zone?: Input<string>;
}

/** Options of a resource of this region, below its component. */
export function within(
  context: AwsContext,
  parent: ComponentResource,
  more: CustomResourceOptions = {},
): CustomResourceOptions {
  return { parent, provider: context.provider, ...more };
}
