import { isDeepStrictEqual } from 'node:util';
import { type InputFact, type TypeFact, isMapFact } from './facts/facts.ts';
import { UNKNOWN, isMap, unwrap } from './values.ts';

export interface Difference {
  /** Top-level inputs that differ. */
  changed: string[];
  /** Those of them that make a new resource of it, also by one of their members. */
  replacing: string[];
}

/** What an update from `olds` to `news` would do. */
export function compare(
  olds: Record<string, unknown>,
  news: Record<string, unknown>,
  facts: Record<string, InputFact>,
  ignored: ReadonlySet<string> = new Set(),
): Difference {
  const before = unwrap(olds) as Record<string, unknown>;
  const after = unwrap(news) as Record<string, unknown>;
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  const changed = [...names].filter(
    (name) => !name.startsWith('__') && !ignored.has(name) && !isDeepStrictEqual(before[name], after[name]),
  );
  const replacing = changed.filter((name) => {
    const fact = facts[name];
    return (
      fact !== undefined &&
      (fact.forceNew === true ||
        (fact.forceNewByRemoval === true && lacks(after[name], before[name])) ||
        replacesWithin(before[name], after[name], fact.type))
    );
  });
  return { changed, replacing };
}

function replacesWithin(before: unknown, after: unknown, type: TypeFact): boolean {
  if (isDeepStrictEqual(before, after) || typeof type !== 'object') return false;
  if (Array.isArray(type)) {
    const [olds, news] = [asList(before), asList(after)];
    return Array.from({ length: Math.max(olds.length, news.length) }).some((_, at) =>
      replacesWithin(olds[at], news[at], type[0]),
    );
  }
  if (isMapFact(type)) return false;
  const [olds, news] = [asMap(before), asMap(after)];
  return Object.entries(type).some(
    ([name, { forceNew, type: inner }]) =>
      !isDeepStrictEqual(olds[name], news[name]) &&
      (forceNew === true || replacesWithin(olds[name], news[name], inner)),
  );
}

/** Whether an element has gone, wherever in the list it stood. */
function lacks(after: unknown, before: unknown): boolean {
  const kept = asList(after);
  // What is not known yet may be what was there.
  if (after === UNKNOWN || kept.includes(UNKNOWN)) return false;
  return asList(before).some((element) => !kept.some((other) => isDeepStrictEqual(element, other)));
}

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const asMap = (value: unknown): Record<string, unknown> => (isMap(value) ? value : {});
