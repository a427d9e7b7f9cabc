import { below } from '../../diagnostics/pointer.ts';
import type { Capacity } from '../../schema/capacity.ts';
import { rule, type Check, type Problem } from '../check.ts';

type Count = 'min' | 'max' | 'desired' | 'initial' | 'onDemandBase';

/** `low` must not exceed `high`; the finding is at `blame`, the number that is more likely wrong. */
interface Inequality {
  code: string;
  summary: string;
  low: Count;
  high: Count;
  blame: Count;
}

const inequalities: Inequality[] = [
  {
    code: 'capacity/min-exceeds-max',
    summary: 'min is at most max',
    low: 'min',
    high: 'max',
    blame: 'min',
  },
  {
    code: 'capacity/desired-below-min',
    summary: 'desired is at least min',
    low: 'min',
    high: 'desired',
    blame: 'desired',
  },
  {
    code: 'capacity/desired-exceeds-max',
    summary: 'desired is at most max',
    low: 'desired',
    high: 'max',
    blame: 'desired',
  },
  {
    code: 'capacity/initial-below-min',
    summary: 'initial is at least min',
    low: 'min',
    high: 'initial',
    blame: 'initial',
  },
  {
    code: 'capacity/initial-exceeds-max',
    summary: 'initial is at most max',
    low: 'initial',
    high: 'max',
    blame: 'initial',
  },
  {
    code: 'capacity/base-exceeds-max',
    summary: 'onDemandBase is at most max',
    low: 'onDemandBase',
    high: 'max',
    blame: 'onDemandBase',
  },
];

export const capacityBounds: Check[] = inequalities.map((inequality) =>
  rule(inequality.code, inequality.summary, function* ({ index }) {
    for (const group of index.groups.values()) {
      const problem = violation(group.value.capacity, inequality);
      if (problem) yield problem(below(group.pointer, 'capacity'));
    }
  }),
);

function violation(
  capacity: Capacity,
  { low, high, blame }: Inequality,
): ((at: string) => Problem) | undefined {
  const [least, most] = [capacity[low], capacity[high]];
  if (least === undefined || most === undefined || least <= most) return undefined;
  // Bounds that cross leave no room for any number: only they themselves are told.
  if (!(low === 'min' && high === 'max') && capacity.min > capacity.max) return undefined;

  const [other, relation, limit] =
    blame === low ? [high, 'exceeds', 'at most'] : [low, 'is below', 'at least'];
  return (at) => ({
    pointer: below(at, blame),
    message: `${blame} ${capacity[blame]} ${relation} ${other}`,
    fix: `${limit} ${capacity[other]}, or ${blame === low ? 'raise' : 'lower'} ${other}`,
    related: [{ pointer: below(at, other), message: `${other} is ${capacity[other]}` }],
  });
}
