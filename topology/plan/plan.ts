import type { Pointer } from '../diagnostics/diagnostic.ts';

/**
 * What a stack consists of, as plain data: every default applied, every reference resolved to an id that exists.
 * The same plan feeds checks, rendering, components, policies, the simulator and tweaks.
 *
 * Ids are `<region>/<name>` (`cn-hangzhou/git`); the CDN edges are `cdn/<name>`. They are stable: names of Pulumi
 * resources derive from them, so a changed id is a replaced resource.
 */
export interface Plan {
  stack: string;
  stage: Stage;
  /** Platforms that occur, without repetition. */
  platforms: Platform[];
  account?: { id: string; type?: 'domestic' | 'international'; assumeRole?: string };
  domain?: { name: string; icp?: string; certificate?: string };
  timeZone: string;
  tags: Record<string, string>;
  regions: RegionPlan[];
  cdn: CdnNode[];
  mirror?: MirrorNode;
  git?: GitNode;
  alerts?: { webhook: string };
}

export type Stage = 'production' | 'staging' | 'development';
export type Platform = 'alicloud' | 'aws' | 'local';
export type Workload = 'mirror-sync' | 'mirror-serve' | 'git';

interface Node {
  id: string;
  /** Where in the stack file it comes from. */
  origin: Pointer;
}

export interface RegionPlan {
  name: string;
  platform: Platform;
  origin: Pointer;
  network: NetworkNode;
  redis?: RedisNode;
  buckets: BucketNode[];
  loadBalancers: LoadBalancerNode[];
  groups: GroupNode[];
}

export interface NetworkNode extends Node {
  kind: 'network';
  region: string;
  /** Absent on `local` where the provider allocates a free loopback /16. */
  cidr?: string;
  /** One a zone, in the order of the file; `cidr` is absent on `local`, where the provider lays them out. */
  subnets: { zone: string; cidr?: string }[];
}

export interface RedisNode extends Node {
  kind: 'redis';
  region: string;
  memoryGiB: number;
}

export interface BucketNode extends Node {
  kind: 'bucket';
  region: string;
  name: string;
  /** `cdn`: objects under `public/` are readable by the CDN edge; `private`: by the instances alone. */
  access: 'cdn' | 'private';
  /** Own host name's label, where the public endpoint is refused. */
  host?: string;
  /** Id of the bucket that receives its append-only copy. */
  backup?: string;
  appendOnly: boolean;
  /** May be deleted with data in it. */
  forceDestroy: boolean;
}

export interface Listener {
  protocol: 'http' | 'https' | 'ssh';
  port: number;
}

export interface LoadBalancerNode extends Node {
  kind: 'loadBalancer';
  region: string;
  name: string;
  type: 'clb' | 'nlb';
  /** Id of the group behind it. */
  group: string;
  listeners: Listener[];
  /** CIDRs that are refused. */
  deny: string[];
  allow: 'any' | 'cdn';
}

export interface Capacity {
  owner: 'iac' | 'autoscaler' | 'schedule';
  min: number;
  max: number;
  /** Instances to run when the group is created; with owner `iac`, at any time. */
  target: number;
  onDemandBase: number;
  warmPool: number;
}

export interface GroupNode extends Node {
  kind: 'group';
  region: string;
  name: string;
  workload: Workload;
  capacity: Capacity;
  image?: string;
  instanceTypes: string[];
  spot: boolean;
  /** Seconds an instance may take to finish what it has begun before it is stopped. */
  drainSeconds: number;
  rules: ScalingRule[];
  schedules: Schedule[];
  /** The date that time-bound cloud objects count from, `YYYY-MM-DD`. */
  renewed?: string;
  /** Ids of the load balancers in front of it. */
  loadBalancers: string[];
  /** Id of the Redis of its region. */
  redis?: string;
  /** Id of the bucket its instances fetch releases from. */
  releaseBucket?: string;
  /** Ids of the buckets its workload works on. */
  buckets: string[];
}

export interface ScalingRule {
  track: string;
  target: number;
  origin: Pointer;
}

export interface Schedule {
  name: string;
  cron: string;
  desired?: number;
  min?: number;
  max?: number;
  origin: Pointer;
}

export interface CdnNode extends Node {
  kind: 'cdn';
  name: 'mirrors' | 'files';
  /** `mirrors.example.cn`; absent on `local`, where an address serves. */
  hostname?: string;
  /** Port of the edge on `local`. */
  port: number;
  /** Ids of load balancers (`mirrors`) or buckets (`files`): the first is the primary, the rest fall back. */
  origins: string[];
}

export interface MirrorNode {
  origin: Pointer;
  composer: {
    /** URL of the upstream repository, or `sample`: the project's own on `local`. */
    upstream: string;
    /** Patterns of packages (`symfony/*`), each with an optional version pattern (`laravel/framework:11.*`); empty: all. */
    only: string[];
    /** Name of the secret that holds the code hosts' tokens. */
    tokens?: string;
  };
  /** Ids of buckets; each is gated by itself. */
  publishTo: string[];
}

export interface GitNode {
  origin: Pointer;
  /** Id of the bucket. */
  bucket: string;
  /** Name of the secret that holds the SSH host keys. */
  hostKeys: string;
}
