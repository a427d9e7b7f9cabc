import { getCallerIdentity } from '@pulumi/aws/getCallerIdentity.js';
import { Provider } from '@pulumi/aws/provider.js';
import {
  type ComponentResource,
  type Input,
  type ProviderResource,
  interpolate,
  runtime,
} from '@pulumi/pulumi';
import type { CdnNode, Plan, RegionPlan } from '../../../topology/plan/plan.ts';
import { requireAccount } from '../../account.ts';
import type { CdnFacts, CreatePlatform, EdgeOrigin, PlatformBuilder } from '../../platform.ts';
import type { Given } from '../../given.ts';
import { PlanError } from '../../plan-error.ts';
import { createAlertTopic } from './alerts.ts';
import { createEdge } from './edge.ts';
import { createAlias, createZone } from './names.ts';
import type { AwsNetwork } from './network.ts';
import { providerArgs } from './provider-args.ts';
import { type AwsParts, AwsRegion } from './region.ts';

/** AWS: one provider a region, all of the site's account. */
export class AwsPlatform implements PlatformBuilder {
  readonly #plan: Plan;
  readonly #given: Given<AwsNetwork>;
  readonly #providers = new Map<string, ProviderResource>();
  #zone: Input<string> | undefined;
  readonly #parts: AwsParts = { buckets: new Map(), kits: new Map() };

  constructor(plan: Plan, given: Given<AwsNetwork> = {}) {
    this.#plan = plan;
    this.#given = given;
  }

  requireAccount(): Promise<void> {
    const region = this.#plan.regions.find(({ platform }) => platform === 'aws')?.name ?? '';
    return requireAccount(this.#plan, 'aws', () =>
      getCallerIdentity({}, { provider: this.#provider(region) }),
    );
  }

  lookUp(name: string, token: string, args: Record<string, unknown>): Promise<unknown> {
    return runtime.invoke(token, args, { provider: this.#provider(name) });
  }

  region(region: RegionPlan, parent: ComponentResource): AwsRegion {
    const given = this.#given;
    const context = { plan: this.#plan, region, provider: this.#provider(region.name), given };
    const alerts = createAlertTopic(context, parent);
    // Names are of the whole site; the first region's provider orders them.
    this.#zone ??= createZone(context, parent);
    const shared = {
      ...(alerts !== undefined && { alerts }),
      ...(this.#zone !== undefined && { zone: this.#zone }),
    };
    return new AwsRegion({ ...context, ...shared }, this.#parts, parent);
  }

  /** The edge is one for all regions; it is ordered through the provider of its first origin's. */
  cdn(node: CdnNode, origins: EdgeOrigin[], parent: ComponentResource): CdnFacts {
    const provider = this.#given.provider ?? this.#providers.get(node.origins[0]?.split('/')[0] ?? '');
    if (!provider) throw new Error(`${node.id}: its first origin lies in no region of aws`);
    const foreign = origins.find(({ kind, id }) => kind === 'bucket' && !this.#parts.buckets.has(id));
    if (foreign) {
      throw new PlanError(
        `${node.id}: ${foreign.id} is no bucket of aws; CloudFront signs its requests to those alone`,
      );
    }
    const distribution = createEdge(this.#plan, node, origins, { parent, provider });
    if (this.#zone !== undefined && node.hostname !== undefined) {
      const { domainName, hostedZoneId } = distribution;
      const target = { name: domainName, zoneId: hostedZoneId, hasHealth: false, hasIpv6: true };
      createAlias(node.id, this.#zone, node.hostname, target, { parent, provider });
    }
    for (const { id } of origins) this.#parts.buckets.get(id)?.admit([distribution.arn]);
    return { url: interpolate`https://${distribution.id.apply(() => node.hostname ?? '')}` };
  }

  /** Stands by itself in the graph: one is asked whose credentials it has before there is a site. */
  #provider(region: string): ProviderResource {
    const known = this.#given.provider ?? this.#providers.get(region);
    if (known) return known;
    const provider = new Provider(region, providerArgs(this.#plan, region));
    this.#providers.set(region, provider);
    return provider;
  }
}

export const createAwsPlatform: CreatePlatform = (plan) => new AwsPlatform(plan);
