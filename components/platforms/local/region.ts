import { type ComponentResource, Config, type Input, type Output, output } from '@pulumi/pulumi';
import type {
  BucketNode,
  GroupNode,
  LoadBalancerNode,
  NetworkNode,
  Plan,
  RedisNode,
  RegionPlan,
} from '../../../topology/plan/plan.ts';
import { balancerOrigin } from '../../balancer-origin.ts';
import type {
  BucketFacts,
  LoadBalancerFacts,
  NetworkFacts,
  RedisFacts,
  RegionBuilder,
  ScalingGroupFacts,
  SiteAddresses,
} from '../../platform.ts';
import {
  bucketInputs,
  loadBalancerInputs,
  networkInputs,
  redisInputs,
  releaseInputs,
  scalingGroupInputs,
} from './inputs.ts';
import {
  LocalBucket,
  LocalLoadBalancer,
  LocalNetwork,
  LocalRedis,
  LocalRelease,
  LocalScalingGroup,
} from './resource.ts';
import { workloadSettings } from './workload-settings.ts';

/** Parts of the whole site by the plan's ids: a group may stand on buckets and a release of another region. */
export interface LocalParts {
  parts: Map<string, LocalBucket | LocalRedis | LocalLoadBalancer>;
  /** By id of the bucket. */
  releases: Map<string, LocalRelease>;
}

/** Builds the parts of one region; they share its loopback /16. */
export class LocalRegion implements RegionBuilder {
  readonly name: string;
  readonly #plan: Plan;
  readonly #region: RegionPlan;
  readonly #upstream: (parent: ComponentResource) => Input<string> | undefined;
  readonly #site: LocalParts;
  readonly #releaseRoot: string;
  #network: LocalNetwork | undefined;

  constructor(
    plan: Plan,
    region: RegionPlan,
    site: LocalParts,
    releaseRoot: string,
    upstream: (parent: ComponentResource) => Input<string> | undefined,
  ) {
    this.name = region.name;
    this.#plan = plan;
    this.#region = region;
    this.#site = site;
    this.#releaseRoot = releaseRoot;
    this.#upstream = upstream;
  }

  get cidr(): Output<string> {
    if (!this.#network) throw new Error(`region ${this.name}: its network comes first`);
    return this.#network.cidr;
  }

  network(node: NetworkNode, parent: ComponentResource): NetworkFacts {
    this.#network = new LocalNetwork(node.id, networkInputs(node), { parent });
    return this.#network;
  }

  bucket(node: BucketNode, parent: ComponentResource): BucketFacts {
    const bucket = new LocalBucket(node.id, bucketInputs(node, this.cidr), { parent });
    this.#site.parts.set(node.id, bucket);
    const address = bucket.endpoint.apply((endpoint) => new URL(endpoint));
    return {
      bucketName: bucket.bucket,
      origin: {
        kind: 'bucket',
        id: node.id,
        host: address.hostname,
        port: address.apply((url) => Number(url.port)),
        protocol: 'http',
        path: bucket.bucket.apply((name) => `/${name}`),
      },
    };
  }

  redis(node: RedisNode, parent: ComponentResource): RedisFacts {
    const redis = new LocalRedis(node.id, redisInputs(node, this.cidr), { parent });
    this.#site.parts.set(node.id, redis);
    return redis;
  }

  loadBalancer(node: LoadBalancerNode, parent: ComponentResource): LoadBalancerFacts {
    const balancer = new LocalLoadBalancer(node.id, loadBalancerInputs(node, this.cidr), { parent });
    this.#site.parts.set(node.id, balancer);
    const origin = balancerOrigin(node, balancer.host);
    return { host: balancer.host, ...(origin && { origin }) };
  }

  release(node: BucketNode, parent: ComponentResource): void {
    const bucket = this.#site.parts.get(node.id);
    if (!(bucket instanceof LocalBucket)) throw new Error(`${node.id}: a release needs its bucket first`);
    const inputs = releaseInputs(node, bucket.endpoint, this.#releaseRoot);
    this.#site.releases.set(node.id, new LocalRelease(node.id, inputs, { parent }));
  }

  scalingGroup(node: GroupNode, site: SiteAddresses, parent: ComponentResource): ScalingGroupFacts {
    const release =
      node.releaseBucket === undefined ? undefined : this.#site.releases.get(node.releaseBucket);
    if (!release || node.releaseBucket === undefined) {
      throw new Error(`${node.id}: no local bucket holds the release its instances run`);
    }
    const upstream = node.workload === 'mirror-sync' ? this.#upstream(parent) : undefined;
    const inputs = scalingGroupInputs(
      node,
      this.#region.network.subnets.map((subnet) => subnet.zone),
      this.cidr,
      { bucket: node.releaseBucket, epoch: release.epoch },
      workloadSettings(node, this.#plan.mirror, upstream, site),
      this.#codeHostTokens(node),
    );
    // Instances need these to answer; the inputs name them by id, which orders nothing.
    const dependsOn = this.#dependencies(node);
    const group = new LocalScalingGroup(node.id, inputs, { parent, dependsOn });
    return { groupId: output(group.id) };
  }

  /** The secret beside the site that it names, for those who fetch from code hosts. */
  #codeHostTokens(node: GroupNode): Output<string> | undefined {
    const name = this.#plan.mirror?.composer.tokens;
    if (node.workload !== 'mirror-sync' || name === undefined) return undefined;
    return new Config('skerry').requireSecret(name);
  }

  #dependencies(node: GroupNode) {
    const ids = [...node.loadBalancers, ...node.buckets, ...(node.redis === undefined ? [] : [node.redis])];
    return ids.map((id) => this.#site.parts.get(id)).filter((part) => part !== undefined);
  }
}
