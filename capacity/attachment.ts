import type { Platform } from '../topology/plan/words.ts';

/** A group as far as an attachment goes: bounds as the file has them, the rest as it is now. */
export interface GroupFacts {
  /** `region/name` */
  id: string;
  platform: Exclude<Platform, 'local'>;
  region: string;
  network: string;
  zones: readonly string[];
  min: number;
  max: number;
  desired: number;
  /** Who moves desired; with `iac`, the next update sets what the file says. */
  owner: 'iac' | 'autoscaler' | 'schedule';
  members: readonly string[];
  /** Members that it may not release. */
  guests: readonly string[];
  /** Whether it is enabled, and nothing starts, stops or scales in it. */
  idle: boolean;
  /** What its attached instances bear (machines.ts). */
  mark: string;
}

/** An instance that was asked for; one that the cloud doesn't know isn't among the facts. */
export interface InstanceFacts {
  id: string;
  region: string;
  zone: string;
  network: string;
  /** The cloud's word; only `running` comes in. */
  state: string;
  /** Id of what it was started from. */
  image?: string;
  /** `ecs.g8i.large` */
  type?: string;
  /** The group that it is in, by the cloud's name. */
  group?: string;
  /** Which group of which stack it was attached to (machines.ts). */
  mark?: string;
}

export type AttachmentPlan =
  | {
      ok: true;
      /** In this order; none where all are members already. */
      calls: AttachCall[];
      /** After those; none where everybody is still listed. */
      leaving: DetachCall[];
      /** Members already: nothing to be done. */
      already: string[];
      desired: { before: number; after: number };
    }
  | { ok: false; refusals: Refusal[] };

export interface AttachCall {
  ids: string[];
  entrusted: boolean;
  desiredAfter: number;
}

export interface DetachCall {
  ids: string[];
  /** The group starts instances of its own in their place: it would have too few otherwise. */
  replace: boolean;
}

export interface Refusal {
  reason:
    | 'unknown'
    | 'twice'
    | 'other-region'
    | 'other-network'
    | 'other-zone'
    | 'other-group'
    | 'not-running'
    | 'not-entrusted'
    | 'entrusted-otherwise'
    | 'busy-group'
    | 'above-max'
    | 'undone-by-update';
  /** The instance; absent where it is about the group. */
  id?: string;
  /** Its place in the stack file. */
  origin?: string;
  message: string;
  fix: string;
}
