/** A value as a message quotes it: short, on one line, collections by their kind. */
export function show(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value !== 'string') return JSON.stringify(value);
  if (value === '') return 'an empty string';
  const line = value.replaceAll(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}

/** `a`, `a or b`, `a, b or c`. */
export function either(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** Names with a common stem, as a shell would expand them: `cn-hangzhou-{g,h,i}`. */
export function braces(stem: string, endings: readonly string[]): string {
  return endings.length === 1 ? `${stem}${endings[0]}` : `${stem}{${endings.join(',')}}`;
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
