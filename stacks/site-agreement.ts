/** A JSON pointer into the site and both readings there, as JSON. */
export interface Disagreement {
  pointer: string;
  ours: string;
  engines: string;
}

/**
 * Where the engine's reading of the site differs first from ours; undefined where both are the same.
 *
 * The engine reads YAML by Go's parser, which knows other scalars than YAML 1.2 does: `010` is 8 there, `1_000` a
 * number. Checks and locations rest on our reading, resources must not rest on another one.
 */
export function firstDisagreement(ours: unknown, engines: unknown, pointer = ''): Disagreement | undefined {
  if (isRecord(ours) && isRecord(engines)) {
    const keys = new Set([...Object.keys(ours), ...Object.keys(engines)]);
    return firstOf(keys, (key) => firstDisagreement(ours[key], engines[key], `${pointer}/${escape(key)}`));
  }
  if (Array.isArray(ours) && Array.isArray(engines)) {
    const places = Array.from({ length: Math.max(ours.length, engines.length) }, (_, index) => index);
    return firstOf(places, (index) => firstDisagreement(ours[index], engines[index], `${pointer}/${index}`));
  }
  if (Object.is(ours, engines) || ours === calendarDate(engines)) return undefined;
  return { pointer, ours: show(ours), engines: show(engines) };
}

/** Go's parser takes a bare date for a time, and the engine prints it as one: still the same day. */
function calendarDate(value: unknown): string | undefined {
  return typeof value === 'string' ? /^(\d{4}-\d\d-\d\d) 00:00:00 \+0000 UTC$/.exec(value)?.[1] : undefined;
}

function firstOf<T>(
  items: Iterable<T>,
  look: (item: T) => Disagreement | undefined,
): Disagreement | undefined {
  for (const item of items) {
    const found = look(item);
    if (found) return found;
  }
  return undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function escape(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? 'nothing';
}
