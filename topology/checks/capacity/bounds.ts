import { below } from '../../diagnostics/pointer.ts';
import type { Capacity } from '../../schema/capacity.ts';
import { rule, type Check, type Meaning, type Problem } from '../check.ts';

type Count = 'min' | 'max' | 'desired' | 'initial' | 'onDemandBase' | 'warmPool';

/** `low` must not exceed `high`; the finding is at `blame`, the number that is more likely wrong. */
interface Inequality extends Meaning {
  low: Count;
  high: Count;
  blame: Count;
}

const inequalities: Inequality[] = [
  {
    code: 'capacity/min-exceeds-max',
    summary: 'min is at most max',
    why: "Both clouds' plugins pass it in the preview; the API refuses it in the middle of the update, with half of the site made.",
    allowed: 'min from 0 to max.',
    fix: 'Lower min or raise max.',
    prevents: [{ cloud: 'tencent', error: 'InvalidParameterValue.Size' }],
    low: 'min',
    high: 'max',
    blame: 'min',
  },
  {
    code: 'capacity/desired-below-min',
    summary: 'desired is at least min',
    why: 'The cloud refuses the number, or silently starts more instances than the file says.',
    allowed: 'desired from min to max.',
    fix: 'Raise desired or lower min.',
    prevents: [{ cloud: 'tencent', error: 'InvalidParameterValue.Size' }],
    low: 'min',
    high: 'desired',
    blame: 'desired',
  },
  {
    code: 'capacity/desired-exceeds-max',
    summary: 'desired is at most max',
    why: "The cloud refuses the number in the middle of the update; the preview of neither cloud's plugin sees it.",
    allowed: 'desired from min to max.',
    fix: 'Lower desired or raise max.',
    prevents: [{ cloud: 'tencent', error: 'InvalidParameterValue.Size' }],
    low: 'desired',
    high: 'max',
    blame: 'desired',
  },
  {
    code: 'capacity/initial-below-min',
    summary: 'initial is at least min',
    why: 'A new group would start with min all the same, or be refused: the file would say what never was.',
    allowed: 'initial from min to max.',
    fix: 'Raise initial or lower min.',
    prevents: [{ cloud: 'tencent', error: 'InvalidParameterValue.Size' }],
    low: 'min',
    high: 'initial',
    blame: 'initial',
  },
  {
    code: 'capacity/initial-exceeds-max',
    summary: 'initial is at most max',
    why: 'The cloud refuses to make the group.',
    allowed: 'initial from min to max.',
    fix: 'Lower initial or raise max.',
    prevents: [{ cloud: 'tencent', error: 'InvalidParameterValue.Size' }],
    low: 'initial',
    high: 'max',
    blame: 'initial',
  },
  {
    code: 'capacity/base-exceeds-max',
    summary: 'onDemandBase is at most max',
    why: 'More on-demand instances than the group can ever have: no spot instance would ever run, and the bill is that of on-demand.',
    allowed: 'onDemandBase from 0 to max.',
    fix: 'Lower onDemandBase or raise max.',
    prevents: [{ cloud: 'tencent', error: 'InvalidParameterValue.BaseCapacityTooLarge' }],
    low: 'onDemandBase',
    high: 'max',
    blame: 'onDemandBase',
  },
  {
    code: 'capacity/warm-pool-exceeds-max',
    summary: 'warmPool is at most max',
    why: 'The group can never use so many: instances above max wait for ever, each with a disk that is paid for.',
    allowed: 'warmPool from 0 to max.',
    fix: 'Lower warmPool or raise max.',
    low: 'warmPool',
    high: 'max',
    blame: 'warmPool',
  },
];

export const capacityBounds: Check[] = inequalities.map(({ low, high, blame, ...meaning }) =>
  rule({
    ...meaning,
    *run({ index }) {
      for (const group of index.groups.values()) {
        const problem = violation(group.value.capacity, { low, high, blame });
        if (problem) yield problem(below(group.pointer, 'capacity'));
      }
    },
  }),
);

function violation(
  capacity: Capacity,
  { low, high, blame }: Pick<Inequality, 'low' | 'high' | 'blame'>,
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
