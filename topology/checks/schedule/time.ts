import type { Pointer } from '../../diagnostics/diagnostic.ts';
import { below, SITE } from '../../diagnostics/pointer.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import { CronError, isTimeZone, offsetOf, utcCron } from '../../schedule/utc-cron.ts';
import type { Schedule } from '../../schema/schedule.ts';
import { scheduleEntries, type GroupEntry } from '../../site-index.ts';
import { rule, type Check, type CheckContext } from '../check.ts';
import { isDay } from './day.ts';

export const scheduleChecks: Check[] = [
  rule('schedule/time-zone-unknown', 'the time zone is one of the IANA database', function* ({ site }) {
    if (site.timeZone === undefined || isTimeZone(site.timeZone)) return;
    yield {
      pointer: below(SITE, 'timeZone'),
      message: `${site.timeZone} is no time zone of the IANA database`,
      fix: suggest(site.timeZone, Intl.supportedValuesOf('timeZone')) ?? 'UTC',
    };
  }),
  rule(
    'schedule/time-zone-shifts',
    'schedules on Alibaba Cloud are in a time zone without summer time',
    function* (context) {
      const [first] = utcSchedules(context);
      const timeZone = context.site.timeZone ?? 'UTC';
      if (!first || !isTimeZone(timeZone) || offsetOf(timeZone, first.on) !== undefined) return;
      yield {
        pointer: below(SITE, 'timeZone'),
        message: `${timeZone} has summer time, and Alibaba Cloud runs schedules by UTC all year`,
        allowed: 'a time zone without summer time',
        fix: 'UTC, with the hours of the schedules in it',
        related: [{ pointer: first.pointer, message: `${first.group.id} has schedules` }],
      };
    },
  ),
  rule('schedule/cron-invalid', 'each cron line is one that its platform can run', function* (context) {
    const { timeZone = 'UTC' } = context.site;
    if (!isTimeZone(timeZone)) return;
    for (const { on, pointer, schedule } of utcSchedules(context)) {
      if (offsetOf(timeZone, on) === undefined) continue;
      const problem = cronProblem(schedule.cron, timeZone, on);
      if (problem) yield { pointer: below(pointer, 'cron'), message: problem.message, fix: problem.fix };
    }
  }),
  rule(
    'schedule/renewed-missing',
    'schedules on Alibaba Cloud have the date their end counts from',
    function* (context) {
      for (const { pointer, region, value, id } of context.index.groups.values()) {
        if (region.platform !== 'alicloud' || scheduleEntries(value.schedules).length === 0) continue;
        const renewed = value.schedules?.renewed;
        if (renewed !== undefined && isDay(renewed)) continue;
        const today = context.now.toISOString().slice(0, 10);
        yield {
          pointer: below(pointer, 'schedules', ...(renewed === undefined ? [] : ['renewed'])),
          at: renewed === undefined ? 'key' : 'value',
          message:
            renewed === undefined
              ? `schedules of ${id} end within a year on Alibaba Cloud, and the date it counts from is missing`
              : `there is no day ${renewed}`,
          fix: renewed === undefined ? `renewed: "${today}"` : `"${today}"`,
          lacking: [below(pointer, 'schedules', 'renewed')],
        };
      }
    },
  ),
];

/** Schedules that the cloud runs by UTC, with the day from which their offset counts. */
function utcSchedules({ index, now }: CheckContext): {
  group: GroupEntry;
  schedule: Schedule;
  pointer: Pointer;
  on: Date;
}[] {
  return [...index.groups.values()]
    .filter(({ region }) => region.platform === 'alicloud')
    .flatMap((group) => {
      const renewed = group.value.schedules?.renewed;
      const on = renewed !== undefined && isDay(renewed) ? new Date(`${renewed}T00:00:00Z`) : now;
      return scheduleEntries(group.value.schedules).map(([name, schedule]) => ({
        group,
        schedule,
        pointer: below(group.pointer, 'schedules', name),
        on,
      }));
    });
}

function cronProblem(cron: string, timeZone: string, on: Date): CronError | undefined {
  try {
    utcCron(cron, timeZone, on);
    return undefined;
  } catch (error) {
    if (error instanceof CronError) return error;
    throw error;
  }
}
