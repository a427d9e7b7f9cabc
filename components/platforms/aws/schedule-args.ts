import type { Input } from '@pulumi/pulumi';
import type { ScheduleArgs } from '@pulumi/aws/autoscaling/schedule.js';
import type { Plan, Schedule } from '../../../topology/plan/plan.ts';

/** "Leave as it is": an absent number would mean zero. */
const UNCHANGED = -1;

/** The cloud knows time zones and needs no end. */
export function scheduleArgs(
  plan: Plan,
  schedule: Schedule,
  autoscalingGroupName: Input<string>,
): ScheduleArgs {
  return {
    autoscalingGroupName,
    scheduledActionName: schedule.name,
    recurrence: schedule.cron,
    timeZone: plan.timeZone,
    desiredCapacity: schedule.desired ?? UNCHANGED,
    minSize: schedule.min ?? UNCHANGED,
    maxSize: schedule.max ?? UNCHANGED,
  };
}
