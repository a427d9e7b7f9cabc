import { getCallerIdentity } from '@pulumi/alicloud/getCallerIdentity.js';
import { Provider } from '@pulumi/alicloud/provider.js';
import type { ComponentResource } from '@pulumi/pulumi';
import type { CdnNode, Plan, RegionPlan } from '../../../topology/plan/plan.ts';
import { requireAccount } from '../../account.ts';
import type { CdnFacts, CreatePlatform, EdgeOrigin, PlatformBuilder } from '../../platform.ts';
import type { AlicloudBucket } from './bucket.ts';
import { createEdge } from './cdn.ts';
import { homeRegion, providerArgs } from './provider-args.ts';
import { AlicloudRegion } from './region.ts';

/** Alibaba Cloud: one provider a region, and one for what lies in none, all of the site's account. */
class AlicloudPlatform implements PlatformBuilder {
  readonly #plan: Plan;
  readonly #buckets = new Map<string, AlicloudBucket>();
  #siteProvider: Provider | undefined;

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  requireAccount(): Promise<void> {
    return requireAccount(this.#plan, 'alicloud', () => getCallerIdentity({ provider: this.#site() }));
  }

  region(region: RegionPlan, parent: ComponentResource): AlicloudRegion {
    const provider = new Provider(region.name, providerArgs(this.#plan, region.name), { parent });
    return new AlicloudRegion({ plan: this.#plan, region, provider, component: parent }, this.#buckets);
  }

  cdn(node: CdnNode, origins: EdgeOrigin[], parent: ComponentResource): CdnFacts {
    return createEdge(this.#plan, node, origins, { parent, provider: this.#site() });
  }

  /**
   * Of what belongs to no region. Not the provider of the first origin's region, nor below any component: an edge whose
   * origins change their order, or that is the only one left, would get another provider, and be made anew.
   */
  #site(): Provider {
    this.#siteProvider ??= new Provider('site', providerArgs(this.#plan, homeRegion(this.#plan)));
    return this.#siteProvider;
  }
}

export const createAlicloudPlatform: CreatePlatform = (plan) => new AlicloudPlatform(plan);
