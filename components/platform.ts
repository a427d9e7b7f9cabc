import type { ComponentResource, Input, Output } from '@pulumi/pulumi';
import type {
  BucketNode,
  CdnNode,
  GroupNode,
  LoadBalancerNode,
  NetworkNode,
  Plan,
  RedisNode,
  RegionPlan,
} from '../topology/plan/plan.ts';

/**
 * What a platform can build, in neutral words. Components call it in a fixed order: everything of the regions that
 * groups stand on, then the edges, then the groups. A platform keeps what only it understands (subnet ids, security
 * groups) to itself, by region.
 */
export interface PlatformBuilder {
  /** Refuses credentials of another account than the site's, and asks for nothing else. Absent where there is none. */
  requireAccount?(): Promise<void>;
  /**
   * Asks a function of the provider of that name, which is a region's, for what the cloud has. Absent where there is
   * none.
   */
  lookUp?(name: string, token: string, args: Record<string, unknown>): Promise<unknown>;
  region(region: RegionPlan, parent: ComponentResource): RegionBuilder;
  /**
   * Lets a group that runs on another cloud write buckets of this one: the text of a credentials file (storage/), a
   * secret. Absent where the platform's buckets have no name that others reach.
   */
  admitWriter?(group: GroupNode, buckets: readonly BucketNode[], parent: ComponentResource): Output<string>;
  /** An edge belongs to the site; it is built by the platform of its first origin's region. */
  cdn(node: CdnNode, origins: EdgeOrigin[], parent: ComponentResource): CdnFacts;
}

export interface RegionBuilder {
  network(node: NetworkNode, parent: ComponentResource): NetworkFacts;
  bucket(node: BucketNode, parent: ComponentResource): BucketFacts;
  redis(node: RedisNode, parent: ComponentResource): RedisFacts;
  loadBalancer(node: LoadBalancerNode, parent: ComponentResource): LoadBalancerFacts;
  /**
   * Publishes the services that come with this checkout into a bucket. Absent where releases are published apart from
   * the update of the infrastructure.
   */
  release?(bucket: BucketNode, parent: ComponentResource): void;
  /** Copies a bucket into another one, append-only. Absent where the platform has one machine to lose. */
  backup?(source: BucketNode, target: BucketNode, parent: ComponentResource): void;
  scalingGroup(node: GroupNode, site: SiteAddresses, parent: ComponentResource): ScalingGroupFacts;
}

/** Builds a platform's part of one site. */
export type CreatePlatform = (plan: Plan) => PlatformBuilder;

export interface NetworkFacts {
  cidr: Output<string>;
}

export interface BucketFacts {
  /** The bucket's name in its store. */
  bucketName: Output<string>;
  /** What an edge in front of it fetches from. */
  origin: EdgeOrigin;
}

export interface RedisFacts {
  host: Output<string>;
  port: Output<number>;
}

export interface LoadBalancerFacts {
  /** Address or DNS name that clients connect to. */
  host: Output<string>;
  /** Absent where the balancer speaks neither HTTP nor HTTPS. */
  origin?: EdgeOrigin;
}

export interface CdnFacts {
  /** Base URL as clients see it, without a trailing slash. */
  url: Output<string>;
}

export interface ScalingGroupFacts {
  /** The platform's own id of the group. */
  groupId: Output<string>;
}

/** Something that an edge fetches from. */
export interface EdgeOrigin {
  kind: 'bucket' | 'loadBalancer';
  /** Id of the plan's node. */
  id: string;
  host: Input<string>;
  port: Input<number>;
  protocol: 'http' | 'https';
  /** Begins with a slash where the origin's content lies below a path; else empty. */
  path: Input<string>;
}

/** What instances tell clients about the site. */
export interface SiteAddresses {
  /** Base URL of the edge `mirrors`; absent where the site has no mirror. */
  mirrorsUrl?: Input<string>;
  filesUrl?: Input<string>;
  /** Credentials for buckets of another cloud, by id of the group. */
  foreignKeys?: ReadonlyMap<string, Output<string>>;
}
