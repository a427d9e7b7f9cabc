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
import { PlanError } from '../../plan-error.ts';
import { gitBalancer } from '../../lookup.ts';
import { createBackup } from './backup.ts';
import { createBucket, createLogBucket } from './bucket.ts';
import type { AlicloudContext } from './context.ts';
import { putFirstRelease } from './first-release.ts';
import { type AlicloudLoadBalancer, createLoadBalancer } from './load-balancer.ts';
import { type AlicloudNetwork, createNetwork } from './network.ts';
import { uploadKit } from './kit.ts';
import { createRedis } from './redis.ts';
import { RegionAlerts } from './region-alerts.ts';
import { RegionMonitoring } from './region-monitoring.ts';
import { RegionSecrets } from './region-secrets.ts';
import { createScalingGroup } from './scaling-group.ts';

/** By the plan's ids of buckets. */
export interface AlicloudParts {
  buckets: Map<string, BucketFacts>;
  /** What instances start from. */
  kits: Map<string, Resource[]>;
}

/** Builds one region, and keeps what its parts need of each other. */
export class AlicloudRegion implements RegionBuilder {
  readonly #context: AlicloudContext;
  readonly #buckets: Map<string, BucketFacts>;
  readonly #kits: Map<string, Resource[]>;
  readonly #balancers = new Map<string, AlicloudLoadBalancer>();
  #network: AlicloudNetwork | undefined;
  #log: Output<string> | undefined;
  #redis: RedisFacts | undefined;
  readonly #monitoring: RegionMonitoring;
  readonly #alerts: RegionAlerts;
  readonly #secrets: RegionSecrets;

  /** @param site parts of all regions: backups and releases lie in others */
  constructor(context: AlicloudContext, site: AlicloudParts) {
    this.#context = context;
    this.#buckets = site.buckets;
    this.#kits = site.kits;
    this.#monitoring = new RegionMonitoring(context);
    this.#alerts = new RegionAlerts(context, this.#monitoring);
    this.#secrets = new RegionSecrets(context);
  }

  network(node: NetworkNode, parent: ComponentResource): NetworkFacts {
    this.#network = this.#context.given?.network ?? createNetwork(this.#context, node, parent);
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
    const { password, ...redis } = createRedis(this.#context, node, this.#built(), parent);
    this.#secrets.setRedisPassword(password);
    this.#redis = redis;
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

  /** What instances start from, and the services they run first; later ones are published apart from updates. */
  release(node: BucketNode, parent: ComponentResource): void {
    if (!this.#context.plan.releases) return;
    const bucket = this.#bucketName(node);
    const kit = uploadKit(this.#context, node, bucket, parent);
    this.#kits.set(node.id, [...kit, putFirstRelease(this.#context, node, bucket, parent)]);
  }

  scalingGroup(node: GroupNode, site: SiteAddresses, parent: ComponentResource): ScalingGroupFacts {
    const balancers = node.loadBalancers.map((id) => {
      const balancer = this.#balancers.get(id);
      if (!balancer) throw new Error(`${node.id}: balancer ${id} is not built yet`);
      return balancer;
    });
    const kit = this.#kits.get(node.releaseBucket ?? '');
    if (!kit && this.#context.plan.releases && node.workload !== 'own') {
      throw new PlanError(`${node.id}: no bucket of alicloud holds what its instances start from`);
    }
    const ground = {
      network: this.#built(),
      balancers,
      monitoring: this.#monitoring,
      alerts: this.#alerts,
      secrets: this.#secrets,
      kit: kit ?? [],
      mirrorsUrl: site.mirrorsUrl,
      filesUrl: site.filesUrl,
      redis: this.#redis,
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
