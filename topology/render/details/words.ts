/** How details are written: in the words of stack files, as far as they have some. */

/** As stack files write it: `90s`, `15m`, `1h30m`, `30d`. */
export function showSeconds(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'm'],
    [seconds % 60, 's'],
  ] as const;
  // 90s, and not 1m30s.
  if (seconds < 120 && seconds % 60 !== 0) return `${seconds}s`;
  return parts.flatMap(([count, unit]) => (count === 0 ? [] : [`${count}${unit}`])).join('') || '0s';
}

export const yesOrNo = (value: boolean): string => (value ? 'yes' : 'no');

/** `1 rule`, `2 rules`; nothing for none. */
export function counted(count: number, one: string, many = `${one}s`): string[] {
  return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
}

export const signed = (value: number): string => (value > 0 ? `+${value}` : `−${Math.abs(value)}`);
