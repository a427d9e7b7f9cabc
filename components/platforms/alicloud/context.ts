import type { ComponentResource, CustomResourceOptions, ProviderResource } from '@pulumi/pulumi';
import type { Plan, RegionPlan } from '../../../topology/plan/plan.ts';
import type { Given } from '../../given.ts';
import type { AlicloudNetwork } from './network.ts';
import type { SiteServices } from './site-services.ts';

/** What the builders of one region share. */
export interface AlicloudContext {
  plan: Plan;
  region: RegionPlan;
  provider: ProviderResource;
  /** The region's component: parent of what several of its parts share, so that it outlives each of them. */
  component: ComponentResource;
  site: SiteServices;
  /** Of a program that uses components by themselves. */
  given?: Given<AlicloudNetwork>;
}

/** Options of a resource of this region, below its component. */
export function within(
  context: AlicloudContext,
  parent: ComponentResource,
  more: CustomResourceOptions = {},
): CustomResourceOptions {
  return { parent, provider: context.provider, ...more };
}
