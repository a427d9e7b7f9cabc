import type { GroupProcess } from '../topology/plan/lifecycle.ts';

/**
 * A scaling group as it is now, read from the platform itself (processes, ESS, ASG) and never from Pulumi's state.
 */
export interface LiveGroup {
  /** @throws where there is no such group */
  read(): Promise<LiveGroupState>;
}

export interface Capacity {
  min: number;
  max: number;
  desired: number;
}

export interface LiveGroupState extends Capacity {
  region: string;
  name: string;
  instances: LiveInstance[];
  /** What the platform was told not to do by itself; absent where it knows no such thing. */
  suspended?: GroupProcess[];
  /** Why nothing starts, stops or scales in it: ESS groups may be disabled, also by ESS itself. */
  inactive?: string;
}

export interface LiveInstance {
  id: string;
  zone: string;
  /** Absent where only another service of the cloud would tell. */
  address?: string;
  pid?: number;
  /** `standby`: in the group, out of service, by somebody's wish. */
  state: 'starting' | 'running' | 'draining' | 'standby' | 'stopped';
  healthy: boolean;
  /** Never chosen when the group shrinks. */
  protected?: true;
  /**
   * Made elsewhere, as far as the cloud tells (Alibaba Cloud does); `lent`: it goes on running when the group lets it go,
   * to which it isn't entrusted.
   */
  attached?: 'entrusted' | 'lent';
  /** Root digest of the release it runs. */
  release?: string;
  /** Why it is not healthy, or why it still runs an older release. */
  reason?: string;
}

/** What somebody, or something, has done to a group, as the cloud's log tells it. */
export interface Activity {
  at: Date;
  by: Author;
  /** The log's own words. */
  cause: string;
  status: 'successful' | 'running' | 'failed';
  /** What went wrong; of failed ones alone. */
  failure?: string;
  /** Bounds and desired capacity that it set, as far as the log tells. */
  set: Partial<Capacity>;
}

export interface Author {
  kind: 'user' | 'alarm' | 'schedule' | 'platform';
  /** A RAM user's or account's id, a policy, a schedule; absent where the log doesn't say. */
  name?: string;
}

/** Absent values stay as they are. */
export type CapacityChange = Partial<Capacity>;

/** A change that the platform itself makes at a set time, even where nobody of ours runs any longer. */
export interface ScheduledEnd {
  /** Seconds and below are lost on Alibaba Cloud. */
  at: Date;
  change: CapacityChange;
}

/** Shares of the group's capacity, in percent: 0–100 and 100–200. */
export interface RefreshOptions {
  minHealthy: number;
  maxHealthy: number;
  /** Percent of new instances at which it pauses, ascending. */
  checkpoints?: readonly number[];
  /** Of each checkpoint, a multiple of 60. */
  pauseSeconds?: number;
  /** Leaves those alone that are up to date; default true. */
  skipMatching?: boolean;
}

/**
 * A group of a cloud, with what can be done to it. Every method refuses what the cloud would refuse where that can be
 * known before the call, in words of its own; the clouds' emulators check less than the clouds.
 *
 * @throws {GroupError} from every method; nothing else, unless it is a fault of ours
 */
export interface CloudGroup extends LiveGroup {
  /** What happened since, the newest first. */
  activities(since: Date): Promise<Activity[]>;

  /**
   * Sets what is given, at once and unconditionally: the clouds know no compare-and-set. Use `changeCapacity`, which
   * reads and compares before, under a lease.
   */
  setCapacity(change: CapacityChange): Promise<void>;

  /** The group's one scheduled end; a second call replaces the first. */
  scheduleEnd(end: ScheduledEnd): Promise<void>;
  /** `undefined` where none is scheduled; one that has taken place may still be listed. */
  readEnd(): Promise<ScheduledEnd | undefined>;
  /** Idempotent. */
  cancelEnd(): Promise<void>;

  /**
   * Existing instances become members, which raises the desired capacity by their number; 20 at most.
   *
   * @param options.entrusted whether the group may release them when it shrinks; AWS knows nothing else
   */
  attach(ids: readonly string[], options: { entrusted: boolean }): Promise<void>;
  /** They leave and go on running; 20 at most. Without `replace` the desired capacity sinks by their number. */
  detach(ids: readonly string[], options: { replace: boolean }): Promise<void>;

  /** They are ended, and others take their places: the desired capacity stays. */
  replace(ids: readonly string[]): Promise<void>;

  /** Idempotent. What the cloud has no process for is refused. */
  suspend(processes: readonly GroupProcess[]): Promise<void>;
  /** Idempotent. */
  resume(processes: readonly GroupProcess[]): Promise<void>;
  /** Whether the group may take them when it shrinks. */
  protect(ids: readonly string[], from: boolean): Promise<void>;

  /**
   * Replaces instances that are of an older configuration, some at a time.
   *
   * @returns the cloud's id of the task
   */
  refresh(options: RefreshOptions): Promise<string>;
  /** Whether one is under way, or pauses: a second one is refused until it is over. */
  isRefreshing(): Promise<boolean>;
}
