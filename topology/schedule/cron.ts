/** A cron line that the clouds cannot run; the checks tell it before a plan comes to it. */
export class CronError extends Error {
  /** What one could write. */
  readonly fix: string;

  constructor(message: string, fix: string) {
    super(message);
    this.fix = fix;
  }
}

/** Fields of a line with the numbers they take; Sunday is 0, and 7 as well. */
export const FIELDS = [
  ['minute', 0, 59],
  ['hour', 0, 23],
  ['day of month', 1, 31],
  ['month', 1, 12],
  ['day of week', 0, 7],
] as const;

/** Numbers of a field of numbers, ranges, steps and lists. */
export function expand(field: string, lowest: number, highest: number, what: string): number[] {
  const numbers = field.split(',').flatMap((part) => {
    const match = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part);
    const from = match?.[1] === undefined ? lowest : Number(match[1]);
    const open = match?.[1] === undefined || (match[3] !== undefined && match[2] === undefined);
    const to = match?.[2] === undefined ? (open ? highest : from) : Number(match[2]);
    const step = Number(match?.[3] ?? 1);
    if (!match || from < lowest || to > highest || from > to || step < 1) {
      throw new CronError(
        `${field} is no ${what} of a cron line`,
        `numbers from ${lowest} to ${highest}, ranges, lists or steps of them`,
      );
    }
    return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
  });
  return [...new Set(numbers)];
}

/** When a line comes, in the time zone it is read in. */
export interface Cron {
  minutes: ReadonlySet<number>;
  hours: ReadonlySet<number>;
  months: ReadonlySet<number>;
  /** Whether it comes on a day, by its number in the month and in the week (Sunday is 0). */
  onDay: (month: number, day: number, weekday: number) => boolean;
}

/** @throws CronError for what is no line of five fields with numbers, ranges, lists and steps */
export function parseCron(line: string): Cron {
  const fields = line.split(' ');
  const [minutes, hours, days, months, weekdays] = FIELDS.map(([what, lowest, highest], place) => {
    return new Set(expand(fields[place] ?? '', lowest, highest, what));
  }) as [Set<number>, Set<number>, Set<number>, Set<number>, Set<number>];
  const [, , dayField, , weekdayField] = fields;
  const inWeek = (weekday: number) => weekdays.has(weekday) || (weekday === 0 && weekdays.has(7));
  return {
    minutes,
    hours,
    months,
    onDay: (month, day, weekday) => {
      if (!months.has(month)) return false;
      // Where both are given, either will do: cron's oldest oddity.
      if (dayField !== '*' && weekdayField !== '*') return days.has(day) || inWeek(weekday);
      return days.has(day) && inWeek(weekday);
    },
  };
}

/** A year of each kind, so that every date comes on every weekday that matters: 2028 is a leap year. */
const FOUR_YEARS = { from: Date.UTC(2027, 0, 1), days: 1461 };
const DAY = 86_400_000;

/** The days of four years on which all of some lines come. */
function* commonDays(crons: readonly Cron[]): Generator<Date> {
  for (let count = 0; count < FOUR_YEARS.days; count++) {
    const date = new Date(FOUR_YEARS.from + count * DAY);
    const [month, day, weekday] = [date.getUTCMonth() + 1, date.getUTCDate(), date.getUTCDay()];
    if (crons.every(({ onDay }) => onDay(month, day, weekday))) yield date;
  }
}

/** `never`: there is no such day; `leap`: only on the 29th of February. */
export function frequencyOf(cron: Cron): 'never' | 'leap' | 'yearly' {
  let found = false;
  for (const date of commonDays([cron])) {
    if (date.getUTCMonth() !== 1 || date.getUTCDate() !== 29) return 'yearly';
    found = true;
  }
  return found ? 'leap' : 'never';
}

/** Whether two lines ever come in the same minute. */
export function meet(one: Cron, other: Cron): boolean {
  const share = (a: ReadonlySet<number>, b: ReadonlySet<number>) => [...a].some((each) => b.has(each));
  if (!share(one.minutes, other.minutes) || !share(one.hours, other.hours)) return false;
  return !commonDays([one, other]).next().done;
}
