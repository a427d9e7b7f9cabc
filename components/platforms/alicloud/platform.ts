import { getCallerIdentity } from '@pulumi/alicloud/getCallerIdentity.js';
import { Provider } from '@pulumi/alicloud/provider.js';
import { type ComponentResource, type Output, type ProviderResource, runtime } from '@pulumi/pulumi';
import type { BucketNode, CdnNode, GroupNode, Plan, RegionPlan } from '../../../topology/plan/plan.ts';
import { requireAccount } from '../../account.ts';
import type { CdnFacts, CreatePlatform, EdgeOrigin, PlatformBuilder } from '../../platform.ts';
import type { Given } from '../../given.ts';
import { createEdge } from './cdn.ts';
import { createForeignWriter } from './foreign-writer.ts';
import type { AlicloudNetwork } from './network.ts';
import { providerArgs } from './provider-args.ts';
import { type AlicloudParts, AlicloudRegion } from './region.ts';
import { SiteServices } from './site-services.ts';

/** Alibaba Cloud: one provider a region, and one for what lies in none, all of the site's account. */
export class AlicloudPlatform implements PlatformBuilder {
  readonly #plan: Plan;
  readonly #given: Given<AlicloudNetwork>;
  readonly #parts: AlicloudParts = { buckets: new Map(), kits: new Map() };
  readonly #site: SiteServices;
  readonly #lookUps = new Map<string, ProviderResource>();

  constructor(plan: Plan, given: Given<AlicloudNetwork> = {}) {
    this.#plan = plan;
    this.#given = given;
    this.#site = new SiteServices(plan, given.provider);
  }

  requireAccount(): Promise<void> {
    return requireAccount(this.#plan, 'alicloud', () =>
      getCallerIdentity({ provider: this.#site.provider() }),
    );
  }

  lookUp(name: string, token: string, args: Record<string, unknown>): Promise<unknown> {
    return runtime.invoke(token, args, { provider: this.#asked(name) });
  }

  region(region: RegionPlan, parent: ComponentResource): AlicloudRegion {
    const given = this.#given;
    const provider =
      given.provider ?? new Provider(region.name, providerArgs(this.#plan, region.name), { parent });
    const context = { plan: this.#plan, region, provider, component: parent, site: this.#site, given };
    return new AlicloudRegion(context, this.#parts);
  }

  admitWriter(group: GroupNode, buckets: readonly BucketNode[], parent: ComponentResource): Output<string> {
    return createForeignWriter(this.#plan, group, buckets, { parent, provider: this.#site.provider() });
  }

  cdn(node: CdnNode, origins: EdgeOrigin[], parent: ComponentResource): CdnFacts {
    return createEdge(this.#plan, node, origins, this.#site, parent);
  }

  /** Of look-ups, for which no region is built. */
  #asked(name: string): ProviderResource {
    const isRegion = this.#plan.regions.some((region) => region.name === name);
    const known = isRegion ? (this.#given.provider ?? this.#lookUps.get(name)) : this.#site.provider();
    const provider = known ?? new Provider(name, providerArgs(this.#plan, name));
    this.#lookUps.set(name, provider);
    return provider;
  }
}

export const createAlicloudPlatform: CreatePlatform = (plan) => new AlicloudPlatform(plan);
