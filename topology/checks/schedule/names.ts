import { CronError } from '../../schedule/cron.ts';
import { isTimeZone, offsetOf, utcCron } from '../../schedule/utc-cron.ts';
import { rule, type CheckContext } from '../check.ts';
import { timed, type ScheduleEntry } from './entries.ts';

/**
 * Names of the tasks that a schedule becomes on Alibaba Cloud, without the stack's: two where UTC splits its hours over
 * two days. A hyphen joins group and schedule, and stands in either.
 */
export function taskNames({ group, name, schedule }: ScheduleEntry, { site, now }: CheckContext): string[] {
  const { timeZone = 'UTC' } = site;
  const known = isTimeZone(timeZone) && offsetOf(timeZone, now) !== undefined;
  const tasks = known ? utcLines(schedule.cron, timeZone, now) : 1;
  return Array.from({ length: tasks }, (_, position) => {
    return `${group.name}-${name}${position === 0 ? '' : `-${position + 1}`}`;
  });
}

/** One, where the line can't be told in UTC, which is told by itself. */
function utcLines(cron: string, timeZone: string, on: Date): number {
  try {
    return utcCron(cron, timeZone, on).length;
  } catch (error) {
    if (error instanceof CronError) return 1;
    throw error;
  }
}

export const scheduleNames = rule({
  code: 'schedule/name-clash',
  summary: 'on alicloud, no two schedules of a region become tasks of one name',
  why: 'Alibaba Cloud wants names of scheduled tasks to differ within a region and account: the second is refused in the middle of an update.',
  allowed:
    'Names that differ when group and schedule are joined by a hyphen; of a schedule that UTC splits in two, the second task ends in -2.',
  fix: 'Rename one of the schedules.',
  *run(context) {
    const seen = new Map<string, ScheduleEntry>();
    for (const entry of timed(context.index)) {
      if (entry.group.region.platform !== 'alicloud') continue;
      for (const task of taskNames(entry, context)) {
        const key = `${entry.group.region.name} ${task}`;
        const first = seen.get(key);
        seen.set(key, first ?? entry);
        if (!first || first === entry) continue;
        yield {
          pointer: entry.pointer,
          at: 'key',
          message: `${entry.name} of ${entry.group.name} and ${first.name} of ${first.group.name} would both be the task ${task}`,
          fix: 'another name',
          related: [{ pointer: first.pointer, message: `${first.name} of ${first.group.name} is here` }],
        };
      }
    }
  },
});
