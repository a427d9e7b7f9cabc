import { ComponentResource, type ComponentResourceOptions } from '@pulumi/pulumi';
import type { Plan, RegionPlan } from '../topology/plan/plan.ts';
import { BucketBackup } from './bucket-backup.ts';
import { Bucket } from './bucket.ts';
import { LoadBalancer } from './load-balancer.ts';
import { bucketNode } from './lookup.ts';
import { Network } from './network.ts';
import type { PlatformBuilder, RegionBuilder, SiteAddresses } from './platform.ts';
import { Redis } from './redis.ts';
import { Release } from './release.ts';
import { ScalingGroup } from './scaling-group.ts';

/**
 * A region of the site. What groups stand on is built by the constructor; the groups follow by `addGroups`, because
 * they need to know the edges, and the edges need the balancers and buckets of all regions.
 */
export class Region extends ComponentResource {
  readonly network: Network;
  readonly buckets = new Map<string, Bucket>();
  readonly loadBalancers = new Map<string, LoadBalancer>();
  readonly groups = new Map<string, ScalingGroup>();
  readonly #plan: RegionPlan;
  readonly #builder: RegionBuilder;

  constructor(region: RegionPlan, builder: PlatformBuilder, options: ComponentResourceOptions) {
    super('skerry:index:Region', region.name, {}, options);
    this.#plan = region;
    this.#builder = builder.region(region, this);
    const child = { parent: this };
    this.network = new Network(region.network, this.#builder, child);
    for (const node of region.buckets) this.buckets.set(node.id, new Bucket(node, this.#builder, child));
    if (region.redis) new Redis(region.redis, this.#builder, child);
    for (const node of region.loadBalancers) {
      this.loadBalancers.set(node.id, new LoadBalancer(node, this.#builder, child));
    }
  }

  /** Backups lie in other regions, so that they come after the buckets of all. */
  addBackups(plan: Plan): void {
    if (!this.#builder.backup) return;
    for (const source of this.#plan.buckets) {
      if (source.backup === undefined) continue;
      new BucketBackup(source, bucketNode(plan, source.backup), this.#builder, { parent: this });
    }
  }

  addReleases(plan: Plan): void {
    if (!this.#builder.release) return;
    const used = new Set(plan.regions.flatMap((region) => region.groups.map((group) => group.releaseBucket)));
    for (const node of this.#plan.buckets) {
      if (used.has(node.id)) new Release(node, this.#builder, { parent: this });
    }
  }

  addGroups(site: SiteAddresses): void {
    for (const node of this.#plan.groups) {
      this.groups.set(node.id, new ScalingGroup(node, site, this.#builder, { parent: this }));
    }
    this.registerOutputs({});
  }
}
