import type { Capacity, CapacityChange } from './live-group.ts';

export type ResolvedChange =
  | { capacity: Capacity; /** What has to be sent: all that differs from now. */ change: CapacityChange }
  | { problems: string[] };

/**
 * What a group becomes by a change. A desired capacity that is not asked for follows the bounds, as far as it must:
 * both clouds would move it, too, but neither tells beforehand.
 *
 * @param most instances a group of this cloud may have
 */
export function resolveChange(now: Capacity, change: CapacityChange, most: number): ResolvedChange {
  const min = change.min ?? now.min;
  const max = change.max ?? now.max;
  const desired = change.desired ?? Math.min(Math.max(now.desired, min), max);
  const capacity = { min, max, desired };
  const problems = Object.entries(capacity).flatMap(([name, value]) =>
    Number.isInteger(value) && value >= 0 && value <= most
      ? []
      : [`${name} is ${value}: allowed are whole numbers from 0 to ${most}`],
  );
  if (problems.length > 0) return { problems };
  const where = (name: keyof Capacity) => (change[name] === undefined ? `${name} is` : `${name} would be`);
  if (min > max)
    return { problems: [`${where('min')} ${min}, but ${where('max')} ${max}: min ≤ max must hold`] };
  if (desired < min) return { problems: [`desired would be ${desired}, but ${where('min')} ${min}`] };
  if (desired > max) return { problems: [`desired would be ${desired}, but ${where('max')} ${max}`] };
  const differing = (['min', 'max', 'desired'] as const).filter((name) => capacity[name] !== now[name]);
  return { capacity, change: Object.fromEntries(differing.map((name) => [name, capacity[name]])) };
}

/** `3/5/16`: min, desired, max, as people write it. */
export function formatCapacity({ min, desired, max }: Capacity): string {
  return `${min}/${desired}/${max}`;
}
