const DAY = 86_400_000;

/** Recurrences of Alibaba Cloud must end within 365 days of their creation or change: one less, whatever the hour. */
export const LIFETIME_DAYS = 364;

/** When what counts from `renewed` (`YYYY-MM-DD`) ends: at the beginning of that day, UTC. */
export function endOfSchedules(renewed: string): Date {
  return new Date(new Date(`${renewed}T00:00:00Z`).getTime() + LIFETIME_DAYS * DAY);
}

/** Whole days from one time to another; negative if it is past. */
export function daysUntil(end: Date, now: Date): number {
  return Math.floor((end.getTime() - now.getTime()) / DAY);
}
