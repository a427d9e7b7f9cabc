import type { ComponentResource } from '@pulumi/pulumi';
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
import { PlanError } from '../../plan-error.ts';
import { type AwsBucket, createBucket } from './bucket.ts';
import type { AwsContext } from './context.ts';
import { type AwsLoadBalancer, createLoadBalancer } from './load-balancer.ts';
import { type AwsNetwork, createNetwork } from './network.ts';
import { createRedis } from './redis.ts';
import { createReplication } from './replication.ts';
import { createScalingGroup } from './scaling-group.ts';

/** Builds one region, and keeps what its parts need of each other. */
export class AwsRegion implements RegionBuilder {
  readonly #context: AwsContext;
  readonly #buckets: Map<string, AwsBucket>;
  readonly #balancers = new Map<string, AwsLoadBalancer>();
  #network: AwsNetwork | undefined;

  /** @param buckets of the whole site: edges lie outside of regions */
  constructor(context: AwsContext, buckets: Map<string, AwsBucket>) {
    this.#context = context;
    this.#buckets = buckets;
  }

  network(node: NetworkNode, parent: ComponentResource): NetworkFacts {
    this.#network = createNetwork(this.#context, node, parent);
    return { cidr: this.#network.vpc.cidrBlock };
  }

  bucket(node: BucketNode, parent: ComponentResource): BucketFacts {
    const bucket = createBucket(this.#context, node, parent);
    this.#buckets.set(node.id, bucket);
    const behindEdge = this.#context.plan.cdn.some((edge) => edge.origins.includes(node.id));
    if (!behindEdge) bucket.admit([]);
    return bucket;
  }

  backup(source: BucketNode, target: BucketNode, parent: ComponentResource): void {
    const buckets = { source: this.#bucket(source), target: this.#bucket(target) };
    createReplication(this.#context, { source, target }, buckets, parent);
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
    return createScalingGroup(this.#context, node, this.#built(), balancers, parent);
  }

  /** Of any region of this platform. */
  #bucket(node: BucketNode): AwsBucket {
    const bucket = this.#buckets.get(node.id);
    if (!bucket) throw new PlanError(`${node.id}: a bucket of aws is copied into another one of aws`);
    return bucket;
  }

  #built(): AwsNetwork {
    if (!this.#network) throw new Error(`region ${this.#context.region.name}: its network comes first`);
    return this.#network;
  }
}
