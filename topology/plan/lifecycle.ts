import type { Pointer } from '../diagnostics/diagnostic.ts';

/** A pause in the life of each instance of a group. */
export interface Hook {
  /** Unique in the group. */
  name: string;
  origin: Pointer;
  /**
   * Who completes it before its time. `agent`: the instance's own, for the two that every group has: `boot` once the
   * workload is healthy, `drain` once it has finished. `topic`: who listens there, or the instance where it is absent.
   */
  completedBy: 'agent' | 'topic' | 'instance';
  on: 'launch' | 'terminate';
  /** Within what the platform takes (catalog/lifecycle.ts); that of `drain` is the group's, moved into these limits. */
  timeoutSeconds: number;
  /** `rollback` on Alibaba Cloud alone: a leaving instance stays. */
  onTimeout: 'continue' | 'abandon' | 'rollback';
  topic?: TopicReference;
}

/**
 * `alerts`: the topic that the site's alarms go to (`Plan.alerts`), made or existing. Else one that exists: `sns/NAME`
 * on AWS; `topic/NAME`, `queue/NAME` (Message Service) or `cloudmonitor` on Alibaba Cloud. In the region and the account
 * of the group.
 */
export type TopicReference = string;

/** What a group tells about its instances. Native names of events: catalog/lifecycle.ts. */
export interface Notifications {
  origin: Pointer;
  events: GroupEvent[];
  topic: TopicReference;
}

export type GroupEvent =
  | 'launch'
  | 'launch-error'
  | 'launch-start'
  | 'terminate'
  | 'terminate-error'
  | 'terminate-start'
  | 'rejected'
  | 'schedule-expiring';

/** What a cloud does with a group by itself, and may be told not to. Native names: catalog/lifecycle.ts. */
export type GroupProcess =
  | 'launch'
  | 'terminate'
  | 'health-check'
  | 'replace-unhealthy'
  | 'alarms'
  | 'schedules'
  | 'zone-balance'
  | 'load-balancer'
  | 'refresh';

/** An instance made elsewhere that belongs to the group. capacity/plan-attachment.ts says what attaching it does. */
export interface AttachedInstance {
  id: string;
  origin: Pointer;
  /** Whether the group may release the instance; always true on AWS, which knows no other. */
  entrusted: boolean;
}

/** How a change of image or instance types reaches the running instances; absent: it doesn't, only new ones have it. */
export interface Refresh {
  origin: Pointer;
  /** Percent of desired that stay in service, 0–100. */
  minHealthy: number;
  /** Percent of desired that there may be, 100–200; at most 100 above `minHealthy`. */
  maxHealthy: number;
  /** Percent of new instances at which it pauses, ascending; where there are any, the last is 100, which is the end. */
  checkpoints: number[];
  /** Of each checkpoint, a multiple of 60. */
  pauseSeconds: number;
  skipMatching: boolean;
  /** On AWS alone. */
  autoRollback: boolean;
}

/** Bounds for whatever replaces instances, in percent of desired; on AWS alone. */
export interface Maintenance {
  origin: Pointer;
  minHealthy: number;
  maxHealthy: number;
}

/**
 * `oldest-template`: of the oldest image and types (ESS OldestScalingConfiguration, ASG OldestLaunchTemplate);
 * `oldest`, `newest`: by age of the instance.
 */
export type Removal = 'oldest-template' | 'oldest' | 'newest';
