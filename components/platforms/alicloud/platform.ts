import { DomainConfig } from '@pulumi/alicloud/cdn/domainConfig.js';
import { DomainNew } from '@pulumi/alicloud/cdn/domainNew.js';
import { Provider } from '@pulumi/alicloud/provider.js';
import { type ComponentResource, interpolate } from '@pulumi/pulumi';
import type { CdnNode, Plan, RegionPlan } from '../../../topology/plan/plan.ts';
import type { CdnFacts, CreatePlatform, EdgeOrigin, PlatformBuilder } from '../../platform.ts';
import type { AlicloudBucket } from './bucket.ts';
import { domainArgs, edgeFunctions, edgeHostname } from './cdn-args.ts';
import { providerArgs } from './provider-args.ts';
import { AlicloudRegion } from './region.ts';

/** Alibaba Cloud: one provider a region, all of the site's account. */
class AlicloudPlatform implements PlatformBuilder {
  readonly #plan: Plan;
  readonly #providers = new Map<string, Provider>();
  readonly #buckets = new Map<string, AlicloudBucket>();

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  region(region: RegionPlan, parent: ComponentResource): AlicloudRegion {
    const provider = new Provider(region.name, providerArgs(this.#plan, region.name), { parent });
    this.#providers.set(region.name, provider);
    return new AlicloudRegion({ plan: this.#plan, region, provider }, this.#buckets);
  }

  /** The edge is one for all regions; it is ordered through the provider of its first origin's. */
  cdn(node: CdnNode, origins: EdgeOrigin[], parent: ComponentResource): CdnFacts {
    const provider = this.#providers.get(node.origins[0]?.split('/')[0] ?? '');
    if (!provider) throw new Error(`${node.id}: its first origin lies in no region of alicloud`);
    const options = { parent, provider };
    const domain = new DomainNew(node.id, domainArgs(this.#plan, node, origins), options);
    for (const { key, functionName, functionArgs } of edgeFunctions(node)) {
      const args = { domainName: domain.domainName, functionName, functionArgs };
      new DomainConfig(`${node.id}/${key}`, args, options);
    }
    return { url: interpolate`https://${domain.domainName.apply(() => edgeHostname(node))}` };
  }
}

export const createAlicloudPlatform: CreatePlatform = (plan) => new AlicloudPlatform(plan);
