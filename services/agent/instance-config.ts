import type { StoreConfig } from '../../storage/store-config.ts';

/**
 * What an instance is told at its boot, as a JSON file whose path is the agent's only argument (and `SKERRY_INSTANCE`
 * in the environment of the workload). On the clouds cloud-init writes it, on `local` the provider does.
 */
export interface InstanceConfig {
  /** Such as `local-1/mirror-serve/i-3f2a9c`. */
  id: string;
  region: string;
  zone: string;
  group: string;
  workload: string;
  /** The instance's own address, on which workload and agent listen. */
  address: string;
  /** TCP port of the workload; `GET /healthz` there answers 200 when it can take work. */
  port: number;
  /** TCP port of the agent's `GET /healthz` and `GET /status.json`. */
  agentPort: number;
  /** Folder of the agent: downloaded releases, the `current` link. */
  stateDir: string;
  /** Where releases come from. */
  release: {
    store: StoreConfig;
    /** Pointer's name: `services`. */
    channel: string;
    /** Ed25519 public key (SPKI, PEM) that signs the pointer. */
    publicKey: string;
    /** Seconds between looks at the pointer. */
    pollSeconds: number;
  };
  /** Seconds a workload may take to stop by itself after SIGTERM. */
  drainSeconds: number;
  /** Where rules and alarms look for what the instance tells of itself; absent: nobody looks. */
  metrics?: MetricsConfig;
  /** The workload's own settings; `services/mirror/settings.ts` for the mirror's. */
  settings: unknown;
}

export type MetricsConfig = CloudWatchConfig | CloudMonitorConfig;

export interface CloudWatchConfig {
  kind: 'cloudwatch';
  endpoint: string;
  region: string;
  namespace: string;
}

/** At least one of its two stores. */
export interface CloudMonitorConfig {
  kind: 'cloudmonitor';
  endpoint: string;
  region: string;
  /** Of Hybrid Cloud Monitoring, which rules read that track a target. */
  namespace?: string;
  /** Application group of the older custom metrics, which alarms read. */
  monitorGroupId?: string;
}
