import type { ComponentResource, Output } from '@pulumi/pulumi';
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
import { gitBalancer } from '../../lookup.ts';
import { createBackup } from './backup.ts';
import { createBucket, createLogBucket } from './bucket.ts';
import type { AlicloudContext } from './context.ts';
import { type AlicloudLoadBalancer, createLoadBalancer } from './load-balancer.ts';
import { type AlicloudNetwork, createNetwork } from './network.ts';
import { createRedis } from './redis.ts';
import { RegionAlerts } from './region-alerts.ts';
import { RegionMonitoring } from './region-monitoring.ts';
import { RegionSecrets } from './region-secrets.ts';
import { createScalingGroup } from './scaling-group.ts';

/** Builds one region, and keeps what its parts need of each other. */
export class AlicloudRegion implements RegionBuilder {
  readonly #context: AlicloudContext;
  readonly #buckets: Map<string, BucketFacts>;
  readonly #balancers = new Map<string, AlicloudLoadBalancer>();
  #network: AlicloudNetwork | undefined;
  #log: Output<string> | undefined;
  readonly #monitoring: RegionMonitoring;
  readonly #alerts: RegionAlerts;
  readonly #secrets: RegionSecrets;

  /** @param buckets of the whole site: backups lie in other regions */
  constructor(context: AlicloudContext, buckets: Map<string, BucketFacts>) {
    this.#context = context;
    this.#buckets = buckets;
    this.#monitoring = new RegionMonitoring(context);
    this.#alerts = new RegionAlerts(context, this.#monitoring);
    this.#secrets = new RegionSecrets(context);
  }

  network(node: NetworkNode, parent: ComponentResource): NetworkFacts {
    this.#network = createNetwork(this.#context, node, parent);
    const { vpc } = this.#network;
    return { cidr: vpc.cidrBlock };
  }

  bucket(node: BucketNode, parent: ComponentResource): BucketFacts {
    this.#log ??= createLogBucket(this.#context);
    const bucket = createBucket(this.#context, node, this.#log, parent);
    this.#buckets.set(node.id, bucket);
    return bucket;
  }

  backup(source: BucketNode, target: BucketNode, parent: ComponentResource): void {
    const names = { source: this.#bucketName(source), target: this.#bucketName(target) };
    createBackup(this.#context, source, target, names, parent);
  }

  redis(node: RedisNode, parent: ComponentResource): RedisFacts {
    const redis = createRedis(this.#context, node, this.#built(), parent);
    this.#secrets.setRedisPassword(redis.password);
    return redis;
  }

  loadBalancer(node: LoadBalancerNode, parent: ComponentResource): LoadBalancerFacts {
    const balancer = createLoadBalancer(this.#context, node, this.#built(), parent);
    this.#balancers.set(node.id, balancer);
    this.#alerts.unhealthyHosts(node, balancer.balancerId, parent);
    if (node.id === gitBalancer(this.#context.plan)?.id) {
      this.#context.site.record('git', node.type === 'clb' ? 'A' : 'CNAME', balancer.host, parent);
    }
    return balancer;
  }

  scalingGroup(node: GroupNode, _site: SiteAddresses, parent: ComponentResource): ScalingGroupFacts {
    const balancers = node.loadBalancers.map((id) => {
      const balancer = this.#balancers.get(id);
      if (!balancer) throw new Error(`${node.id}: balancer ${id} is not built yet`);
      return balancer;
    });
    const ground = {
      network: this.#built(),
      balancers,
      monitoring: this.#monitoring,
      alerts: this.#alerts,
      secrets: this.#secrets,
    };
    return createScalingGroup(this.#context, node, ground, parent);
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
