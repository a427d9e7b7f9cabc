import { CronError, expand, FIELDS } from './cron.ts';

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
    throw new CronError(`cron ${line} has not five fields`, '30 8 * * 1-5, for example');
  }
  FIELDS.forEach(([what, lowest, highest], place) => expand(fields[place] ?? '', lowest, highest, what));
  const offset = offsetOf(timeZone, on);
  if (offset === undefined) {
    throw new CronError(`${timeZone} has summer time, and the cloud runs schedules by UTC all year`, 'UTC');
  }
  if (offset === 0) return [line];
  const minutes = expand(minute, 0, 59, 'minute');
  if (offset % 60 !== 0 && minutes.length > 1) {
    throw new CronError(
      `cron ${line} with several minutes cannot be told in UTC, from which ${timeZone} is off by part of an hour`,
      'a schedule for each minute',
    );
  }
  const byShift = new Map<number, Set<number>>();
  for (const hourOfDay of expand(hour, 0, 23, 'hour')) {
    const time = hourOfDay * 60 + (minutes[0] ?? 0) - offset;
    const shift = Math.floor(time / MINUTES_A_DAY);
    const hours = byShift.get(shift) ?? new Set();
    byShift.set(shift, hours.add(Math.floor((time - shift * MINUTES_A_DAY) / 60)));
  }
  const utcMinute = offset % 60 === 0 ? minute : String(((((minutes[0] ?? 0) - offset) % 60) + 60) % 60);
  return [...byShift].map(([shift, hours]) => {
    if (shift !== 0 && (dayOfMonth !== '*' || month !== '*')) {
      throw new CronError(
        `cron ${line} in ${timeZone} falls on another day in UTC, where its day of the month or its month would be wrong`,
        'a day of the week, or an hour of the same UTC day',
      );
    }
    const utcHour = hours.size === 24 ? '*' : [...hours].sort((a, b) => a - b).join(',');
    return [utcMinute, utcHour, dayOfMonth, month, shiftDays(dayOfWeek, shift)].join(' ');
  });
}

function shiftDays(field: string, shift: number): string {
  if (field === '*' || shift === 0) return field;
  const days = new Set(expand(field, 0, 7, 'day of week').map((day) => (day + shift + 7) % 7));
  return days.size === 7 ? '*' : [...days].sort((a, b) => a - b).join(',');
}

export function isTimeZone(timeZone: string): boolean {
  try {
    formatterOf(timeZone);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Minutes that a zone is ahead of UTC, where it is the same for the whole year from a day on; else `undefined`. */
export function offsetOf(timeZone: string, on: Date): number | undefined {
  const offsets = [0, 3, 6, 9].map((months) => {
    const date = new Date(on);
    date.setUTCMonth(date.getUTCMonth() + months);
    return offsetAt(timeZone, date);
  });
  const [first] = offsets;
  return offsets.every((offset) => offset === first) ? first : undefined;
}

/** Kept: making one takes a millisecond, and each schedule asks four times. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const kept = formatters.get(timeZone);
  if (kept) return kept;
  const made = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  formatters.set(timeZone, made);
  return made;
}

function offsetAt(timeZone: string, date: Date): number {
  const parts = formatterOf(timeZone).formatToParts(date);
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
  const match = /^GMT(?:([+-])(\d\d):(\d\d))?$/.exec(name);
  if (!match) throw new Error(`time zone ${timeZone} has the offset ${JSON.stringify(name)}`);
  const minutes = Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0);
  return match[1] === '-' ? -minutes : minutes;
}
