/** Whether `YYYY-MM-DD` is a day of the calendar: not the 31st of February. */
export function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
