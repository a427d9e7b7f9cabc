import { isDeepStrictEqual } from 'node:util';
import { type InputFact, type TypeFact, isMapFact } from './facts/facts.ts';
import { isMap, unwrap } from './values.ts';

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
      fact !== undefined && (fact.forceNew === true || replacesWithin(before[name], after[name], fact.type))
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

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const asMap = (value: unknown): Record<string, unknown> => (isMap(value) ? value : {});
