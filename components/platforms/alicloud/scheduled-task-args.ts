import type { Input } from '@pulumi/pulumi';
import type { ScheduledTaskArgs } from '@pulumi/alicloud/ess/scheduledTask.js';
import type { GroupNode, Plan, Schedule } from '../../../topology/plan/plan.ts';
import { cloudName } from '../../names.ts';
import { utcCron } from '../../../topology/schedule/utc-cron.ts';
import { PlanError } from '../../plan-error.ts';

/** Recurrences must end within 365 days of the task's creation or change: one less, whatever the hour. */
const LIFETIME_DAYS = 364;

/** Seconds during which a task that could not run is tried again. */
const RETRY_SECONDS = 600;

/** A task, and what tells it apart from its group's others. */
export interface NamedTask {
  key: string;
  args: ScheduledTaskArgs;
}

/** One task for each schedule, or two where UTC splits its hours over two days. */
export function scheduledTasks(plan: Plan, node: GroupNode, scalingGroupId: Input<string>): NamedTask[] {
  if (node.schedules.length === 0) return [];
  if (node.renewed === undefined) {
    throw new PlanError(
      `${node.id}: schedules on Alibaba Cloud need \`renewed\`, the date their end counts from`,
    );
  }
  const renewed = new Date(`${node.renewed}T00:00:00Z`);
  return node.schedules.flatMap((schedule) =>
    utcCron(schedule.cron, plan.timeZone, renewed).map((cron, index) => {
      const key = index === 0 ? schedule.name : `${schedule.name}-${index + 1}`;
      return {
        key,
        args: {
          scalingGroupId,
          scheduledTaskName: cloudName(plan.stack, `${node.id}/${key}`, 40),
          recurrenceType: 'Cron',
          recurrenceValue: cron,
          recurrenceEndTime: endOf(renewed),
          launchExpirationTime: RETRY_SECONDS,
          taskEnabled: true,
          ...bounds(schedule),
        },
      };
    }),
  );
}

function bounds({ desired, min, max }: Schedule): Partial<ScheduledTaskArgs> {
  return {
    ...(desired !== undefined && { desiredCapacity: desired }),
    ...(min !== undefined && { minValue: min }),
    ...(max !== undefined && { maxValue: max }),
  };
}

/** As the cloud writes it: UTC, to the minute. */
function endOf(renewed: Date): string {
  const end = new Date(renewed);
  end.setUTCDate(end.getUTCDate() + LIFETIME_DAYS);
  return `${end.toISOString().slice(0, 16)}Z`;
}
