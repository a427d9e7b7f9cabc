import { below } from '../../diagnostics/pointer.ts';
import { daysUntil, endOfSchedules } from '../../schedule/lifetime.ts';
import { scheduleEntries } from '../../site-index.ts';
import { rule, type Check, type CheckContext, type Problem } from '../check.ts';
import { isDay } from './day.ts';

/** Days before the end from which on it is told. */
const SOON_DAYS = 30;

export const scheduleRenewal: Check[] = [
  rule({
    code: 'schedule/renewed-in-future',
    summary: 'schedules count from a day that has come',
    why: 'The end of the schedules would lie more than a year ahead, which the cloud refuses.',
    allowed: 'Today, or a day before.',
    fix: "Write today's date.",
    *run(context) {
      for (const { renewed, pointer, today } of renewals(context)) {
        if (renewed <= today) continue;
        yield {
          pointer,
          message: `${renewed} is yet to come, and the cloud takes no end more than a year from today`,
          fix: `"${today}"`,
        };
      }
    },
  }),
  {
    code: 'schedule/expires',
    severity: 'warning',
    summary: `schedules on Alibaba Cloud go on for ${SOON_DAYS} days at least`,
    why: 'Recurrences of Alibaba Cloud end within a year. After that day nothing moves the group any more, and no error tells.',
    allowed: '30 days or more until a year after renewed.',
    fix: 'Run skerry renew, or move the date on.',
    *run(context): Generator<Problem> {
      for (const { group, renewed, pointer, today } of renewals(context)) {
        const days = daysUntil(endOfSchedules(renewed), context.now);
        if (days >= SOON_DAYS || renewed > today) continue;
        yield {
          pointer,
          message:
            days < 0
              ? `the schedules of ${group} have ended, a year after ${renewed}: nothing moves it any more`
              : `the schedules of ${group} end in ${days} days, a year after ${renewed}`,
          fix: `skerry renew, or "${today}"`,
        };
      }
    },
  },
];

function* renewals({ index, now }: CheckContext) {
  const today = now.toISOString().slice(0, 10);
  for (const { id: group, pointer, region, value } of index.groups.values()) {
    const renewed = value.schedules?.renewed;
    if (region.platform !== 'alicloud' || renewed === undefined || !isDay(renewed)) continue;
    if (scheduleEntries(value.schedules).length === 0) continue;
    yield { group, renewed, pointer: below(pointer, 'schedules', 'renewed'), today };
  }
}
