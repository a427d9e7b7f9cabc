import type { Platform } from '../plan/words.ts';
import type { Table } from './table.ts';

/** What a cloud asks of an instance that comes into a group. */
export interface AttachmentLimits {
  /** Instances that one call may name. */
  perCall: number;
  /** It must be in one of the group's zones, not only in its network. */
  zoneOfGroup: boolean;
  /** The group must be enabled, and nothing may run in it. */
  idleGroup: boolean;
  /** Whether a group may be forbidden to release it. */
  keepsUnentrusted: boolean;
}

export const attachmentLimits: Table<Readonly<Record<Exclude<Platform, 'local'>, AttachmentLimits>>> = {
  subject: 'conditions of attachment',
  date: '2026-11-20',
  source:
    'https://www.alibabacloud.com/help/en/auto-scaling/developer-reference/api-ess-2022-02-22-attachinstances; https://docs.aws.amazon.com/autoscaling/ec2/userguide/attach-detach-instances.html',
  rows: {
    alicloud: { perCall: 20, zoneOfGroup: false, idleGroup: true, keepsUnentrusted: true },
    aws: { perCall: 20, zoneOfGroup: true, idleGroup: false, keepsUnentrusted: false },
  },
};
