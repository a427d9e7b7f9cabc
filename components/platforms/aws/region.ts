import type { ComponentResource, Resource } from '@pulumi/pulumi';
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
import { putFirstRelease } from './first-release.ts';
import { type AwsLoadBalancer, createLoadBalancer } from './load-balancer.ts';
import { type AwsNetwork, createNetwork } from './network.ts';
import { uploadKit } from './kit.ts';
import { type AwsRedis, createRedis } from './redis.ts';
import { createReplication } from './replication.ts';
import { createSecret, createSiteSecrets } from './secrets.ts';
import { createScalingGroup } from './scaling-group.ts';

/** Parts of the whole site, by id of the bucket. */
export interface AwsParts {
  buckets: Map<string, AwsBucket>;
  kits: Map<string, Resource[]>;
}

/** Builds one region, and keeps what its parts need of each other. */
export class AwsRegion implements RegionBuilder {
  readonly #context: AwsContext;
  readonly #buckets: Map<string, AwsBucket>;
  readonly #balancers = new Map<string, AwsLoadBalancer>();
  readonly #kits: Map<string, Resource[]>;
  readonly #secrets: Resource[];
  #network: AwsNetwork | undefined;
  #redis: AwsRedis | undefined;

  /** @param site of the whole site: edges lie outside of regions, and groups start from buckets of other ones */
  constructor(context: AwsContext, site: AwsParts, parent: ComponentResource) {
    this.#context = context;
    this.#buckets = site.buckets;
    this.#kits = site.kits;
    this.#secrets = createSiteSecrets(context, parent);
  }

  network(node: NetworkNode, parent: ComponentResource): NetworkFacts {
    this.#network = this.#context.given?.network ?? createNetwork(this.#context, node, parent);
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
    this.#redis = createRedis(this.#context, node, this.#built(), parent);
    return this.#redis;
  }

  /** What instances start from, and the services they run first; later ones are published apart from updates. */
  release(node: BucketNode, parent: ComponentResource): void {
    const bucket = this.#bucket(node);
    const kit = uploadKit(this.#context, node, bucket, parent);
    const isSigned = this.#context.plan.releases !== undefined;
    const first = isSigned ? [putFirstRelease(this.#context, node, bucket, parent)] : [];
    this.#kits.set(node.id, [...kit, ...first]);
  }

  loadBalancer(node: LoadBalancerNode, parent: ComponentResource): LoadBalancerFacts {
    const balancer = createLoadBalancer(this.#context, node, this.#built(), parent);
    this.#balancers.set(node.id, balancer);
    return balancer;
  }

  scalingGroup(node: GroupNode, site: SiteAddresses, parent: ComponentResource): ScalingGroupFacts {
    const balancers = node.loadBalancers.map((id) => {
      const balancer = this.#balancers.get(id);
      if (!balancer) throw new Error(`${node.id}: balancer ${id} is not built yet`);
      return balancer;
    });
    const kit = node.workload === 'own' ? [] : this.#kits.get(node.releaseBucket ?? '');
    if (!kit) throw new PlanError(`${node.id}: no bucket of aws holds what its instances start from`);
    const foreignKey = site.foreignKeys?.get(node.id);
    const ground = {
      network: this.#built(),
      balancers,
      mirrorsUrl: site.mirrorsUrl,
      filesUrl: site.filesUrl,
      redisHost: this.#redis?.host,
      others: [
        ...kit,
        ...this.#secrets,
        ...(this.#redis ? [this.#redis.password] : []),
        ...(foreignKey ? [createSecret(this.#context, 'foreign-key', foreignKey, parent)] : []),
      ],
    };
    return createScalingGroup(this.#context, node, ground, parent);
  }

  /** Of any region of this platform. */
  #bucket(node: BucketNode): AwsBucket {
    const bucket = this.#buckets.get(node.id);
    if (!bucket) throw new PlanError(`${node.id}: is no bucket of aws, which this needs`);
    return bucket;
  }

  #built(): AwsNetwork {
    if (!this.#network) throw new Error(`region ${this.#context.region.name}: its network comes first`);
    return this.#network;
  }
}
