import { ComponentResource, type ComponentResourceOptions, type Output } from '@pulumi/pulumi';
import type { CdnNode, Plan, Platform } from '../topology/plan/plan.ts';
import { Cdn } from './cdn.ts';
import { foreignBuckets } from './lookup.ts';
import type { EdgeOrigin, PlatformBuilder, SiteAddresses } from './platform.ts';
import { Region } from './region.ts';
import { PlanError } from './plan-error.ts';

/** Everything that a stack describes. */
export class Site extends ComponentResource {
  readonly regions = new Map<string, Region>();
  readonly edges = new Map<CdnNode['name'], Cdn>();

  constructor(
    plan: Plan,
    builders: ReadonlyMap<Platform, PlatformBuilder>,
    options: ComponentResourceOptions = {},
  ) {
    super('skerry:index:Site', plan.stack, {}, options);
    const builderOf = (platform: Platform): PlatformBuilder => {
      const builder = builders.get(platform);
      if (!builder) throw new PlanError(`platform ${platform} occurs in the plan, but was not loaded`);
      return builder;
    };

    for (const region of plan.regions) {
      this.regions.set(region.name, new Region(region, builderOf(region.platform), { parent: this }));
    }
    for (const region of this.regions.values()) region.addBackups(plan);
    for (const node of plan.cdn) {
      const platform = platformOfEdge(plan, node);
      const origins = node.origins.map((id) => this.#origin(id));
      this.edges.set(node.name, new Cdn(node, origins, builderOf(platform), { parent: this }));
    }
    for (const region of this.regions.values()) region.addReleases(plan);
    const addresses = { ...this.#addresses(), foreignKeys: foreignKeys(plan, builderOf, this) };
    for (const region of this.regions.values()) region.addGroups(addresses);
    this.registerOutputs({});
  }

  #origin(id: string): EdgeOrigin {
    for (const region of this.regions.values()) {
      const part = region.loadBalancers.get(id) ?? region.buckets.get(id);
      if (part?.origin) return part.origin;
      if (part) throw new PlanError(`${id} has neither an http nor an https listener for the edge before it`);
    }
    throw new PlanError(`the plan names origin ${id}, which it does not contain`);
  }

  #addresses(): SiteAddresses {
    const mirrors = this.edges.get('mirrors');
    const files = this.edges.get('files');
    return { ...(mirrors && { mirrorsUrl: mirrors.url }), ...(files && { filesUrl: files.url }) };
  }
}

/** Keys for groups that write buckets of another cloud, where their own role counts for nothing. */
function foreignKeys(
  plan: Plan,
  builderOf: (platform: Platform) => PlatformBuilder,
  parent: ComponentResource,
): Map<string, Output<string>> {
  const keys = new Map<string, Output<string>>();
  for (const group of plan.regions.flatMap(({ groups }) => groups)) {
    const buckets = foreignBuckets(plan, group);
    const [first] = buckets;
    if (!first) continue;
    const platform = plan.regions.find(({ name }) => name === first.region)?.platform;
    const key = platform && builderOf(platform).admitWriter?.(group, buckets, parent);
    if (!key) throw new PlanError(`${group.id}: ${first.id} lets nobody in from another cloud`);
    keys.set(group.id, key);
  }
  return keys;
}

/** The platform that runs an edge: that of its first origin's region. */
function platformOfEdge(plan: Plan, node: CdnNode): Platform {
  const primary = node.origins[0];
  const region = plan.regions.find((candidate) => primary?.startsWith(`${candidate.name}/`));
  if (!region)
    throw new PlanError(`${node.id}: its first origin ${primary ?? '(none)'} lies in no region of the plan`);
  return region.platform;
}
