import { createHash } from 'node:crypto';
import type { CapacityChange, ScheduledEnd } from '../live-group.ts';
import type { ScheduledTask } from './answers.ts';

/** Days ahead that ESS takes a task (help.aliyun.com, CreateScheduledTask, 2022-02-22). */
export const FURTHEST_DAYS = 90;

/** Seconds during which a task is tried again while another activity runs: the most that both of ESS's pages allow. */
const RETRY_SECONDS = 1800;

/**
 * A task of its own for each end, named by all it says: making it twice is noticed by the name, and another end can be
 * made before the one it replaces is deleted.
 */
export function endTask(group: string, { at, change }: ScheduledEnd): Record<string, unknown> {
  // ESS counts minutes; an end never comes before its time.
  const minute = Math.ceil(at.getTime() / 60_000);
  const { min, max, desired } = change;
  const digest = createHash('sha256')
    .update(JSON.stringify([minute, min, max, desired]))
    .digest('hex');
  return {
    ScalingGroupId: group,
    ScheduledTaskName: `${prefixOf(group)}${digest.slice(0, 12)}`,
    LaunchTime: `${new Date(minute * 60_000).toISOString().slice(0, 16)}Z`,
    LaunchExpirationTime: RETRY_SECONDS,
    ...(min === undefined ? {} : { MinValue: min }),
    ...(max === undefined ? {} : { MaxValue: max }),
    ...(desired === undefined ? {} : { DesiredCapacity: desired }),
  };
}

/** Names are unique in an account's region, hence the group's id in them. */
export const prefixOf = (group: string): string => `${group}-tweak-end-`;

export function endOf({ LaunchTime, MinValue, MaxValue, DesiredCapacity }: ScheduledTask): ScheduledEnd {
  const change: CapacityChange = {
    ...(MinValue === undefined ? {} : { min: MinValue }),
    ...(MaxValue === undefined ? {} : { max: MaxValue }),
    ...(DesiredCapacity === undefined ? {} : { desired: DesiredCapacity }),
  };
  return { at: new Date(LaunchTime), change };
}
