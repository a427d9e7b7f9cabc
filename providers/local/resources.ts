/**
 * The resources of the `local` platform: what the Pulumi program passes to the provider and gets back. Plain data only,
 * shared by `components/platforms/local` (which registers them) and the provider (which realises them).
 *
 * Outputs hold what stays true for a part's whole life: addresses and ports, never pids, credentials or conditions.
 * Credentials lie in files of mode 0600 in the stack's state folder, where the provider finds them by the part's id.
 */
export const PACKAGE = 'skerry';

export const Token = {
  Network: 'skerry:local:Network',
  Bucket: 'skerry:local:Bucket',
  Redis: 'skerry:local:Redis',
  LoadBalancer: 'skerry:local:LoadBalancer',
  Cdn: 'skerry:local:Cdn',
  SampleUpstream: 'skerry:local:SampleUpstream',
  Release: 'skerry:local:Release',
  ScalingGroup: 'skerry:local:ScalingGroup',
} as const;
export type Token = (typeof Token)[keyof typeof Token];

/** A loopback /16; one /24 a zone holds the instances, the first /24 everything else. */
export interface NetworkInputs {
  region: string;
  zones: string[];
  /** A loopback /16 of the user's choice; absent: the provider allocates a free one. */
  cidr?: string;
}
export interface NetworkOutputs extends NetworkInputs {
  cidr: string;
}

/** versitygw with one bucket. */
export interface BucketInputs {
  region: string;
  name: string;
  /** The network's CIDR: orders creation, and a changed one replaces the part. */
  network: string;
  access: 'cdn' | 'private';
  forceDestroy: boolean;
}
export interface BucketOutputs extends BucketInputs {
  /** `http://127.…:7070` */
  endpoint: string;
  /** Name of the bucket within the store. */
  bucket: string;
}

/** redis-server, append-only file on, `noeviction`. */
export interface RedisInputs {
  region: string;
  network: string;
  memoryMiB: number;
}
export interface RedisOutputs extends RedisInputs {
  host: string;
  port: number;
}

/** haproxy in TCP mode. */
export interface LoadBalancerInputs {
  region: string;
  name: string;
  network: string;
  /** `targetPort` is the workload's port on each instance. */
  listeners: { name: string; port: number; targetPort: number }[];
  /** CIDRs whose connections are refused. */
  deny: string[];
  /** Path that answers 200 on the target port of a healthy instance. */
  healthPath: string;
}
export interface LoadBalancerOutputs extends LoadBalancerInputs {
  host: string;
}

/** nginx: caches, ranges, stale on error. */
export interface CdnInputs {
  /** The region of the edge's own address: the first origin's. */
  region: string;
  name: 'mirrors' | 'files';
  network: string;
  port: number;
  /** Base URLs (`http://127.…:8080`, `http://127.…:7070/bucket`), the primary first. */
  origins: string[];
}
export interface CdnOutputs extends CdnInputs {
  /** `http://127.…:8080` */
  url: string;
}

/** The project's own Composer repository with generated packages. */
export interface SampleUpstreamInputs {
  region: string;
  network: string;
  packages: number;
  seed: number;
}
export interface SampleUpstreamOutputs extends SampleUpstreamInputs {
  url: string;
}

/** The bundled services, published into a bucket as a release under a signed pointer. */
export interface ReleaseInputs {
  /** Id of the bucket: `region/name`. */
  bucket: string;
  /** Orders creation after the bucket, and follows it when it is replaced. */
  endpoint: string;
  /** Name of the pointer: `services`. */
  channel: string;
  /** Root digest of the tree in `dist/services`, from `dist/release.json`. */
  root: string;
}
export interface ReleaseOutputs extends ReleaseInputs {
  epoch: number;
}

/** Instances of one workload under runit, each with its own loopback address. */
export interface ScalingGroupInputs {
  region: string;
  name: string;
  network: string;
  zones: string[];
  workload: string;
  /** With owner `iac`, `desired` is enforced; else it holds at creation only, and updates clamp it to the bounds. */
  capacity: { owner: 'iac' | 'autoscaler' | 'schedule'; min: number; max: number; desired: number };
  /** Ids of the load balancers; instances join when healthy and drain before they stop. */
  loadBalancers: string[];
  /** TCP port of the workload. */
  port: number;
  drainSeconds: number;
  release: {
    /** Id of the bucket that holds the release. */
    bucket: string;
    channel: string;
    /** A group is created only after its release; a new one is picked up by the agents themselves. */
    epoch: number;
  };
  settings: WorkloadSettings;
  /**
   * A secret: tokens of code hosts as JSON, which instances of `mirror-sync` read from a file of mode 0600
   * (`codeHostTokensFile` in `services/mirror/settings.ts`). Sealed in the engine's state, and in no record.
   */
  codeHostTokens?: string;
}
export interface ScalingGroupOutputs extends ScalingGroupInputs {
  /** Instances that a refresh has not found at work: the next update brings them back. Absent where none is missing. */
  missing?: number;
}

/**
 * Settings of a workload in terms of parts: the provider turns ids into endpoints and credential files when it writes
 * the instances' configuration (`services/mirror/settings.ts`).
 */
export type WorkloadSettings =
  | {
      kind: 'mirror-sync';
      composer: { upstream: string; only: string[]; intervalSeconds: number };
      filesUrl: string;
      /** Ids of buckets. */
      publishTo: string[];
      /** Id of the Redis: `region/redis`. */
      redis: string;
      workers: number;
    }
  | { kind: 'mirror-serve'; bucket: string; mirrorsUrl: string; filesUrl: string };
