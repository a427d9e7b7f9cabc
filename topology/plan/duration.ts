/** Seconds of a duration such as `90s`, `15m`, `1h30m`, whose form the schema has checked. */
export function seconds(duration: string): number {
  const match = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(duration);
  if (!match || duration === '') throw new Error(`${duration} is no duration such as 90s, 15m or 1h30m`);
  const [hours, minutes, rest] = match.slice(1).map((part) => Number(part ?? 0)) as [number, number, number];
  return hours * 3600 + minutes * 60 + rest;
}
