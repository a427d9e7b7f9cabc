import type { Provider } from '@pulumi/aws/provider.js';
import type { ComponentResource, CustomResourceOptions, Input } from '@pulumi/pulumi';
import type { Plan, RegionPlan } from '../../../topology/plan/plan.ts';

/** What the builders of one region share. */
export interface AwsContext {
  plan: Plan;
  region: RegionPlan;
  provider: Provider;
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
