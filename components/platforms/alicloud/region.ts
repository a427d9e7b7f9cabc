import { Namespace } from '@pulumi/alicloud/cms/namespace.js';
import type { ComponentResource, Output, Resource } from '@pulumi/pulumi';
import type {
  BucketNode,
  GroupNode,
  LoadBalancerNode,
  NetworkNode,
  RedisNode,
} from '../../../topology/plan/plan.ts';
import type {
  BucketFacts,
  LoadBalancerFacts,
  NetworkFacts,
  RedisFacts,
  RegionBuilder,
  ScalingGroupFacts,
  SiteAddresses,
} from '../../platform.ts';
import { type AlicloudBucket, createBackup, createBucket } from './bucket.ts';
import { type AlicloudContext, within } from './context.ts';
import { type AlicloudLoadBalancer, createLoadBalancer } from './load-balancer.ts';
import { type AlicloudNetwork, createNetwork } from './network.ts';
import { createRedis } from './redis.ts';
import { createScalingGroup } from './scaling-group.ts';
import { metricNamespace, usesOwnMetrics } from './scaling-rule-args.ts';

/** Builds one region, and keeps what its parts need of each other. */
export class AlicloudRegion implements RegionBuilder {
  readonly #context: AlicloudContext;
  readonly #buckets: Map<string, AlicloudBucket>;
  readonly #balancers = new Map<string, AlicloudLoadBalancer>();
  #network: AlicloudNetwork | undefined;
  #metrics: Namespace | undefined;

  /** @param buckets of the whole site: backups lie in other regions */
  constructor(context: AlicloudContext, buckets: Map<string, AlicloudBucket>) {
    this.#context = context;
    this.#buckets = buckets;
  }

  network(node: NetworkNode, parent: ComponentResource): NetworkFacts {
    this.#network = createNetwork(this.#context, node, parent);
    const { vpc } = this.#network;
    return { cidr: vpc.cidrBlock };
  }

  bucket(node: BucketNode, parent: ComponentResource): BucketFacts {
    const bucket = createBucket(this.#context, node, parent);
    this.#buckets.set(node.id, bucket);
    return bucket;
  }

  backup(source: BucketNode, target: BucketNode, parent: ComponentResource): void {
    const names = { source: this.#bucketName(source), target: this.#bucketName(target) };
    createBackup(this.#context, source, target, names, parent);
  }

  redis(node: RedisNode, parent: ComponentResource): RedisFacts {
    return createRedis(this.#context, node, this.#built(), parent);
  }

  loadBalancer(node: LoadBalancerNode, parent: ComponentResource): LoadBalancerFacts {
    const group = this.#context.region.groups.find((candidate) => candidate.id === node.group);
    if (!group) throw new Error(`${node.id}: the plan has no group ${node.group} in its region`);
    const balancer = createLoadBalancer(this.#context, node, group, this.#built(), parent);
    this.#balancers.set(node.id, balancer);
    return balancer;
  }

  scalingGroup(node: GroupNode, _site: SiteAddresses, parent: ComponentResource): ScalingGroupFacts {
    const balancers = node.loadBalancers.map((id) => {
      const balancer = this.#balancers.get(id);
      if (!balancer) throw new Error(`${node.id}: balancer ${id} is not built yet`);
      return balancer;
    });
    const ground = { network: this.#built(), balancers, others: this.#metricsFor(node) };
    return createScalingGroup(this.#context, node, ground, parent);
  }

  /** One namespace a region, made where a group's rules look at metrics of our own. */
  #metricsFor(node: GroupNode): Resource[] {
    if (!usesOwnMetrics([node])) return [];
    const { plan, region, component } = this.#context;
    const args = {
      namespace: metricNamespace(plan.stack, region.name),
      description: `Skerry, ${plan.stack}/${region.name}`,
    };
    this.#metrics ??= new Namespace(`${region.name}/metrics`, args, within(this.#context, component));
    return [this.#metrics];
  }

  #built(): AlicloudNetwork {
    if (!this.#network) throw new Error(`region ${this.#context.region.name}: its network comes first`);
    return this.#network;
  }

  #bucketName(node: BucketNode): Output<string> {
    const bucket = this.#buckets.get(node.id);
    if (!bucket) throw new Error(`bucket ${node.id} is not built yet`);
    return bucket.bucketName;
  }
}
