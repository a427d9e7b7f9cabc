import { getCallerIdentity } from '@pulumi/aws/getCallerIdentity.js';
import { Provider } from '@pulumi/aws/provider.js';
import { type ComponentResource, interpolate } from '@pulumi/pulumi';
import type { CdnNode, Plan, RegionPlan } from '../../../topology/plan/plan.ts';
import { requireAccount } from '../../account.ts';
import type { CdnFacts, CreatePlatform, EdgeOrigin, PlatformBuilder } from '../../platform.ts';
import type { AwsBucket } from './bucket.ts';
import { createEdge } from './edge.ts';
import { providerArgs } from './provider-args.ts';
import { AwsRegion } from './region.ts';

/** AWS: one provider a region, all of the site's account. */
class AwsPlatform implements PlatformBuilder {
  readonly #plan: Plan;
  readonly #providers = new Map<string, Provider>();
  readonly #buckets = new Map<string, AwsBucket>();

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  requireAccount(): Promise<void> {
    const region = this.#plan.regions.find(({ platform }) => platform === 'aws')?.name ?? '';
    return requireAccount(this.#plan, 'aws', () =>
      getCallerIdentity({}, { provider: this.#provider(region) }),
    );
  }

  region(region: RegionPlan): AwsRegion {
    const provider = this.#provider(region.name);
    return new AwsRegion({ plan: this.#plan, region, provider }, this.#buckets);
  }

  /** The edge is one for all regions; it is ordered through the provider of its first origin's. */
  cdn(node: CdnNode, origins: EdgeOrigin[], parent: ComponentResource): CdnFacts {
    const provider = this.#providers.get(node.origins[0]?.split('/')[0] ?? '');
    if (!provider) throw new Error(`${node.id}: its first origin lies in no region of aws`);
    const distribution = createEdge(this.#plan, node, origins, { parent, provider });
    for (const { id } of origins) this.#buckets.get(id)?.admit([distribution.arn]);
    return { url: interpolate`https://${distribution.id.apply(() => node.hostname ?? '')}` };
  }

  /** Stands by itself in the graph: one is asked whose credentials it has before there is a site. */
  #provider(region: string): Provider {
    const known = this.#providers.get(region);
    if (known) return known;
    const provider = new Provider(region, providerArgs(this.#plan, region));
    this.#providers.set(region, provider);
    return provider;
  }
}

export const createAwsPlatform: CreatePlatform = (plan) => new AwsPlatform(plan);
