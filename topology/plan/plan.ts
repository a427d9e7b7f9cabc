import type { Pointer } from '../diagnostics/diagnostic.ts';
import type { Alerts } from './alerts.ts';
import type { GroupNode } from './group-node.ts';
import type { LoadBalancerNode } from './load-balancer-node.ts';
import type { Domain } from './names.ts';
import type { Node } from './node.ts';
import type { Platform, Stage } from './words.ts';

export type { Alerts } from './alerts.ts';
export type { Capacity, GroupNode, Schedule } from './group-node.ts';
export type * from './lifecycle.ts';
export type { Health, Listener, LoadBalancerNode } from './load-balancer-node.ts';
export type { Dns, Domain } from './names.ts';
export type * from './scaling-rule.ts';
export type { Platform, Stage, Workload } from './words.ts';

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
  /** By cloud, of each that a region lies on. */
  accounts: Partial<Record<Cloud, Account>>;
  domain?: Domain;
  timeZone: string;
  tags: Record<string, string>;
  regions: RegionPlan[];
  cdn: CdnNode[];
  mirror?: MirrorNode;
  git?: GitNode;
  alerts?: Alerts;
  releases?: {
    origin: Pointer;
    /** Name of the secret with the private key (Ed25519, PEM) that signs releases. */
    signingKey: string;
  };
}

/** A platform that bills. */
export type Cloud = Exclude<Platform, 'local'>;

export interface Account {
  id: string;
  type?: 'domestic' | 'international';
  assumeRole?: string;
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
  /** Has a way to the internet, or none, whatever groups need: where they are not all of the plan. */
  internet?: boolean;
}

export interface RedisNode extends Node {
  kind: 'redis';
  region: string;
  memoryGiB: number;
  /** Name of the secret with its password; absent: one is made, and kept in the stack's state. */
  password?: string;
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
