import type { Pointer } from '../diagnostics/diagnostic.ts';
import type {
  AttachedInstance,
  GroupProcess,
  Hook,
  Maintenance,
  Notifications,
  Refresh,
  Removal,
} from './lifecycle.ts';
import type { Node } from './node.ts';
import type { ScalingRule } from './scaling-rule.ts';
import type { Workload } from './words.ts';

export interface Capacity {
  owner: 'iac' | 'autoscaler' | 'schedule';
  min: number;
  max: number;
  /** Instances to run when the group is created; with owner `iac`, at any time. */
  target: number;
  /** Of those that run, so many are on demand; those above are spot instances where the group has `spot`. */
  onDemandBase: number;
  /** Prepared instances beside those that run; 0: no pool. On AWS alone. */
  warmPool: number;
  warmState: 'stopped' | 'running' | 'hibernated';
  /** Instances go back into the pool on scale-in. */
  warmReuse: boolean;
}

export interface GroupNode extends Node {
  kind: 'group';
  region: string;
  name: string;
  /** `own`: the program that uses the components by themselves brings what its instances run. */
  workload: Workload | 'own';
  capacity: Capacity;
  image?: string;
  instanceTypes: string[];
  spot: boolean;
  /** Seconds an instance may take to finish what it has begun before it is stopped. */
  drainSeconds: number;
  /** Seconds until a new instance counts in metrics and health; rules carry their own. */
  warmUpSeconds: number;
  /** Seconds after a change of capacity in which simple rules do nothing; they carry their own as well. */
  cooldownSeconds: number;
  /**
   * `balance`: evenly between zones (ESS BALANCE; ASG by itself); `priority`: zones in the order of the network (ESS
   * PRIORITY); `cost`: cheapest types (ESS COST_OPTIMIZED; ASG on-demand allocation lowest-price). A change replaces the
   * group on Alibaba Cloud.
   */
  spread: 'balance' | 'priority' | 'cost';
  /** One or two, the second for ties. */
  removal: Removal[];
  /** Age in seconds at which an instance is replaced, 86,400 or more; absent: never. */
  maxLifetimeSeconds?: number;
  refresh?: Refresh;
  maintenance?: Maintenance;
  notifications?: Notifications;
  /** All of them, `boot` and `drain` first: no instance may start before they are there. */
  hooks: Hook[];
  suspend: { process: GroupProcess; origin: Pointer }[];
  /** Absent where the file says nothing of it, which leaves those as they are that were attached; empty: none. */
  attach?: AttachedInstance[];
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

/** A change of capacity at set times; a number that is absent stays as it is then, which is not the same as 0. */
export interface Schedule {
  name: string;
  cron: string;
  desired?: number;
  min?: number;
  max?: number;
  origin: Pointer;
}
