import type { Pointer } from '../../diagnostics/diagnostic.ts';
import { below, SITE } from '../../diagnostics/pointer.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import { CronError, parseCron } from '../../schedule/cron.ts';
import { isTimeZone, offsetOf, utcCron } from '../../schedule/utc-cron.ts';
import type { Schedule } from '../../schema/schedule.ts';
import { scheduleEntries, type GroupEntry } from '../../site-index.ts';
import { rule, type Check, type CheckContext } from '../check.ts';
import { isDay } from './day.ts';
import { schedules } from './entries.ts';

export const scheduleChecks: Check[] = [
  rule({
    code: 'schedule/time-zone-unknown',
    summary: 'the time zone is one of the IANA database',
    why: 'The cloud, or the machine, would take another zone: schedules run hours early or late.',
    allowed: 'Names of the IANA database, such as Asia/Shanghai or UTC.',
    fix: 'Correct the name.',
    *run({ site }) {
      if (site.timeZone === undefined || isTimeZone(site.timeZone)) return;
      yield {
        pointer: below(SITE, 'timeZone'),
        message: `${site.timeZone} is no time zone of the IANA database`,
        fix: suggest(site.timeZone, Intl.supportedValuesOf('timeZone')) ?? 'UTC',
      };
    },
  }),
  rule({
    code: 'schedule/time-zone-shifts',
    summary: 'schedules on Alibaba Cloud are in a time zone without summer time',
    why: 'Alibaba Cloud runs schedules by UTC all year: with summer time they would be an hour off for half of it.',
    allowed: 'A time zone without summer time.',
    fix: 'Write the schedules in UTC.',
    exemptible: true,
    *run(context) {
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
  }),
  rule({
    code: 'schedule/cron-invalid',
    summary: 'each cron line is one that its platform can run',
    why: 'The cloud refuses the line, or runs it at another time than it reads.',
    allowed: 'Five fields with numbers, ranges, lists and steps that the platform knows.',
    fix: 'Do what the finding says of the field.',
    *run(context) {
      const { timeZone = 'UTC' } = context.site;
      for (const { group, pointer, schedule } of schedules(context.index)) {
        if (group.region.platform !== 'aws') continue;
        const problem = problemOf(() => parseCron(schedule.cron));
        if (problem) yield { pointer: below(pointer, 'cron'), message: problem.message, fix: problem.fix };
      }
      if (!isTimeZone(timeZone)) return;
      for (const { on, pointer, schedule } of utcSchedules(context)) {
        if (offsetOf(timeZone, on) === undefined) continue;
        const problem = problemOf(() => utcCron(schedule.cron, timeZone, on));
        if (problem) yield { pointer: below(pointer, 'cron'), message: problem.message, fix: problem.fix };
      }
    },
  }),
  rule({
    code: 'schedule/renewed-missing',
    summary: 'schedules on Alibaba Cloud have the date their end counts from',
    why: 'Alibaba Cloud asks for an end within a year. Counted from a date in the file, a plan never depends on the clock of whoever runs it.',
    allowed: 'renewed: a date, beside schedules on Alibaba Cloud.',
    fix: "Write today's date.",
    prevents: [{ cloud: 'tencent', error: 'MissingParameter' }],
    *run(context) {
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
  }),
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

function problemOf(read: () => unknown): CronError | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (error instanceof CronError) return error;
    throw error;
  }
}
