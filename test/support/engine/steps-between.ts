import type { Plan } from '../../../topology/plan/plan.ts';
import { compare } from '../standin-provider/diff.ts';
import { type Registration, factsOf, register } from './in-process.ts';

/**
 * Steps from one plan to another, as `op type name`. A replaced resource has another id, which may change or replace what
 * is built on it.
 */
export async function stepsBetween(before: Plan, after: Plan): Promise<string[]> {
  return stepsFrom(await register(before), after);
}

/** The same from what is registered already, for tables of changes of one stack. */
export async function stepsFrom(before: readonly Registration[], after: Plan): Promise<string[]> {
  const olds = new Map(before.map((one) => [one.urn, one]));
  for (let renewed = new Set<string>(); ;) {
    const news = await register(after, { renewed });
    const steps = news.map((one) => ({ ...one, op: operation(olds.get(one.urn), one) }));
    const replaced = new Set(steps.filter(({ op }) => op === 'replace').map(({ urn }) => urn));
    if (replaced.size > renewed.size) {
      renewed = replaced;
      continue;
    }
    const kept = new Set(news.map(({ urn }) => urn));
    const removed = [...olds.values()]
      .filter(({ urn }) => !kept.has(urn))
      .map((one) => ({ ...one, op: 'delete' }));
    return [...steps, ...removed]
      .filter(({ id, op }) => id !== undefined && op !== 'same')
      .map(({ op, type, urn }) => `${op} ${type} ${urn.split('::').slice(3).join('::')}`)
      .sort();
  }
}

function operation(before: Registration | undefined, after: Registration): string {
  if (!before) return 'create';
  const ignored = new Set(after.ignoreChanges);
  const { changed, replacing } = compare(before.inputs, after.inputs, factsOf(after.type) ?? {}, ignored);
  return replacing.length > 0 ? 'replace' : changed.length > 0 ? 'update' : 'same';
}
