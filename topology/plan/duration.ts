/** Seconds of a duration such as `90s`, `15m`, `1h30m`, `30d`, whose form the schema has checked. */
export function seconds(duration: string): number {
  const match = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(duration);
  if (!match || duration === '') throw new Error(`${duration} is no duration such as 90s, 15m or 1h30m`);
  const [d, h, m, s] = match.slice(1).map((part) => Number(part ?? 0)) as [number, number, number, number];
  return d * 86_400 + h * 3600 + m * 60 + s;
}
