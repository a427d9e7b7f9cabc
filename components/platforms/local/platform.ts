import { type ComponentResource, interpolate } from '@pulumi/pulumi';
import type { CdnNode, Plan, RegionPlan } from '../../../topology/plan/plan.ts';
import type { CdnFacts, CreatePlatform, EdgeOrigin, PlatformBuilder } from '../../platform.ts';
import { cdnInputs, sampleUpstreamInputs } from './inputs.ts';
import { type LocalParts, LocalRegion } from './region.ts';
import { readReleaseRoot } from './release-root.ts';
import { LocalCdn, LocalSampleUpstream } from './resource.ts';

/** One machine: every part a supervised process with a loopback address of its own. */
export class LocalPlatform implements PlatformBuilder {
  readonly #plan: Plan;
  readonly #releaseRoot: string;
  readonly #regions = new Map<string, LocalRegion>();
  readonly #parts: LocalParts = { parts: new Map(), releases: new Map() };
  #sample: LocalSampleUpstream | undefined;

  constructor(plan: Plan) {
    this.#plan = plan;
    // Read before anything is registered: a missing bundle must not leave half a stack.
    this.#releaseRoot = readReleaseRoot();
  }

  region(region: RegionPlan): LocalRegion {
    const builder = new LocalRegion(this.#plan, region, this.#parts, this.#releaseRoot, (parent) =>
      this.#upstream(region, parent),
    );
    this.#regions.set(region.name, builder);
    return builder;
  }

  cdn(node: CdnNode, origins: EdgeOrigin[], parent: ComponentResource): CdnFacts {
    const home = this.#regions.get(node.origins[0]?.split('/')[0] ?? '');
    if (!home) throw new Error(`${node.id}: its first origin lies in no local region`);
    const urls = origins.map(({ host, port, path }) => interpolate`http://${host}:${port}${path}`);
    return new LocalCdn(node.id, cdnInputs(node, home.name, home.cidr, urls), { parent });
  }

  /** URL that sync instances fetch from; the sample upstream is started by the first group that asks. */
  #upstream(region: RegionPlan, parent: ComponentResource) {
    const upstream = this.#plan.mirror?.composer.upstream;
    if (upstream !== 'sample') return upstream;
    const home = this.#regions.get(region.name);
    if (!home) throw new Error(`region ${region.name} is asked for an upstream before it is built`);
    this.#sample ??= new LocalSampleUpstream(
      `${region.name}/sample-upstream`,
      sampleUpstreamInputs(region.name, home.cidr),
      { parent },
    );
    return this.#sample.url;
  }
}

export const createLocalPlatform: CreatePlatform = (plan) => new LocalPlatform(plan);
