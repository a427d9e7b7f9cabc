import { capacityLimits } from '../../catalog/limits.ts';
import { cite } from '../../catalog/table.ts';
import { below } from '../../diagnostics/pointer.ts';
import type { Schedule } from '../../schema/schedule.ts';
import type { GroupEntry } from '../../site-index.ts';
import { rule, type Check } from '../check.ts';
import { schedules } from './entries.ts';

export const scheduleBounds: Check[] = [
  rule({
    code: 'schedule/min-exceeds-max',
    summary: "a schedule's bounds don't cross",
    why: 'The cloud refuses the change when its time comes: the group keeps its old bounds in the morning, and nobody is told.',
    allowed: 'min at most max, with what the schedule leaves as it is.',
    fix: 'Move the other bound in the same schedule.',
    *run({ index }) {
      for (const { group, name, schedule, pointer } of schedules(index)) {
        const { min, max } = boundsOf(group, schedule);
        if ((schedule.min ?? schedule.max) === undefined || min <= max || crossed(group)) continue;
        const own = schedule.min === undefined ? 'max' : 'min';
        const other = own === 'min' ? 'max' : 'min';
        const theirs = schedule[other] === undefined ? below(group.pointer, 'capacity') : pointer;
        yield {
          pointer: below(pointer, own),
          message: `from ${name} on, min would be ${min} and max ${max}`,
          fix: own === 'min' ? `at most ${max}, or a max` : `at least ${min}, or a min`,
          related: [{ pointer: below(theirs, other), message: `${other} is ${own === 'min' ? max : min}` }],
        };
      }
    },
  }),
  rule({
    code: 'schedule/desired-outside-bounds',
    summary: 'a schedule moves its group within the bounds',
    why: 'One cloud refuses the change when its time comes, the other moves the bound: either way the group is not what the file says.',
    allowed: 'desired from min to max, with what the schedule leaves as it is.',
    fix: 'Stay within the bounds, or move them in the same schedule.',
    *run({ index }) {
      for (const { group, schedule, pointer } of schedules(index)) {
        const { min, max } = boundsOf(group, schedule);
        const { desired } = schedule;
        if (desired === undefined || min > max || (desired >= min && desired <= max)) continue;
        const word = desired < min ? 'min' : 'max';
        const theirs = schedule[word] === undefined ? below(group.pointer, 'capacity') : pointer;
        yield {
          pointer: below(pointer, 'desired'),
          message: `desired ${desired} ${word === 'min' ? 'is below' : 'exceeds'} ${word}: the cloud would refuse the change, or move the bound`,
          allowed: `${min} to ${max}`,
          fix: String(word === 'min' ? min : max),
          related: [{ pointer: below(theirs, word), message: `${word} is ${word === 'min' ? min : max}` }],
        };
      }
    },
  }),
  rule({
    code: 'schedule/platform-limit',
    summary: "schedules are within the platform's limits",
    why: 'The cloud refuses the scheduled action, or the change when its time comes.',
    allowed: "What the platform's table says of max, for each number.",
    fix: 'Stay within the limit.',
    prevents: [{ cloud: 'tencent', error: 'InvalidParameterValue.Range' }],
    tables: [capacityLimits],
    *run({ index }) {
      for (const { group, schedule, pointer } of schedules(index)) {
        const limit = capacityLimits.rows.find(
          ({ platform, key }) => platform === group.region.platform && key === 'max',
        );
        const word = (['max', 'min', 'desired'] as const).find((each) => {
          return limit && (schedule[each] ?? 0) > limit.most;
        });
        if (!limit || word === undefined) continue;
        yield {
          pointer: below(pointer, word),
          message: `${word} ${schedule[word]} is beyond the ${limit.most} that ${limit.of} on ${limit.platform} has room for`,
          allowed: `${limit.most} at most (${cite(capacityLimits)})`,
          fix: String(limit.most),
        };
      }
    },
  }),
];

/** What holds from then on: its own, and what it says nothing of stays. */
function boundsOf({ value: { capacity } }: GroupEntry, schedule: Schedule): { min: number; max: number } {
  return { min: schedule.min ?? capacity.min, max: schedule.max ?? capacity.max };
}

/** Told by itself. */
const crossed = ({ value: { capacity } }: GroupEntry): boolean => capacity.min > capacity.max;
