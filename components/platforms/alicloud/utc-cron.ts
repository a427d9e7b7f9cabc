import { PlanError } from '../../plan-error.ts';

const MINUTES_A_DAY = 1440;

/**
 * Turns a cron line in a time zone into lines in UTC, which is all that the cloud understands. Two lines come out
 * where some of the hours fall on the day before or after.
 *
 * @param line minute, hour, day of month, month, day of week
 * @throws where UTC cannot say it: a zone with summer time, a day of the month that moves across midnight
 */
export function utcCron(line: string, timeZone: string, on: Date): string[] {
  const fields = line.split(' ');
  const [minute, hour, dayOfMonth, month, dayOfWeek] = fields;
  if (!minute || !hour || !dayOfMonth || !month || !dayOfWeek || fields.length !== 5) {
    throw new PlanError(`cron ${JSON.stringify(line)} should have five fields`);
  }
  const offset = fixedOffset(timeZone, on);
  if (offset === 0) return [line];
  const minutes = expand(minute, 0, 59);
  if (offset % 60 !== 0 && minutes.length > 1) {
    throw new PlanError(
      `cron ${JSON.stringify(line)} with several minutes cannot be told in UTC for ${timeZone}`,
    );
  }
  const byShift = new Map<number, Set<number>>();
  for (const hourOfDay of expand(hour, 0, 23)) {
    const time = hourOfDay * 60 + (minutes[0] ?? 0) - offset;
    const shift = Math.floor(time / MINUTES_A_DAY);
    const hours = byShift.get(shift) ?? new Set();
    byShift.set(shift, hours.add(Math.floor((time - shift * MINUTES_A_DAY) / 60)));
  }
  const utcMinute = offset % 60 === 0 ? minute : String(((((minutes[0] ?? 0) - offset) % 60) + 60) % 60);
  return [...byShift].map(([shift, hours]) => {
    if (shift !== 0 && (dayOfMonth !== '*' || month !== '*')) {
      throw new PlanError(
        `cron ${JSON.stringify(line)} in ${timeZone} falls on another day in UTC, where its day of the month or ` +
          'its month would be wrong; use a day of the week, or an hour of the same UTC day',
      );
    }
    const utcHour = hours.size === 24 ? '*' : [...hours].sort((a, b) => a - b).join(',');
    return [utcMinute, utcHour, dayOfMonth, month, shiftDays(dayOfWeek, shift)].join(' ');
  });
}

function shiftDays(field: string, shift: number): string {
  if (field === '*' || shift === 0) return field;
  const days = new Set(expand(field, 0, 7).map((day) => (day + shift + 7) % 7));
  return days.size === 7 ? '*' : [...days].sort((a, b) => a - b).join(',');
}

/** Numbers of a field of numbers, ranges, steps and lists. */
function expand(field: string, lowest: number, highest: number): number[] {
  const numbers = field.split(',').flatMap((part) => {
    const match = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part);
    if (!match)
      throw new PlanError(`cron field ${JSON.stringify(field)} should hold numbers, ranges, lists or steps`);
    const from = match[1] === undefined ? lowest : Number(match[1]);
    const open = match[1] === undefined || (match[3] !== undefined && match[2] === undefined);
    const to = match[2] === undefined ? (open ? highest : from) : Number(match[2]);
    const step = Number(match[3] ?? 1);
    return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
  });
  return [...new Set(numbers)];
}

/** Minutes that a zone is ahead of UTC, where it is the same the whole year. */
function fixedOffset(timeZone: string, on: Date): number {
  const offsets = [0, 3, 6, 9].map((months) => {
    const date = new Date(on);
    date.setUTCMonth(date.getUTCMonth() + months);
    return offsetAt(timeZone, date);
  });
  const [first] = offsets;
  if (first !== undefined && offsets.every((offset) => offset === first)) return first;
  throw new PlanError(
    `schedules run by UTC on Alibaba Cloud, and ${timeZone} changes its offset during the year; ` +
      'use a time zone without summer time',
  );
}

function offsetAt(timeZone: string, date: Date): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(
    date,
  );
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
  const match = /^GMT(?:([+-])(\d\d):(\d\d))?$/.exec(name);
  if (!match) throw new PlanError(`time zone ${timeZone} has the offset ${JSON.stringify(name)}`);
  const minutes = Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0);
  return match[1] === '-' ? -minutes : minutes;
}
