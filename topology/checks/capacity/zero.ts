import { below } from '../../diagnostics/pointer.ts';
import type { Pointer } from '../../diagnostics/diagnostic.ts';
import { scheduleEntries, type GroupEntry } from '../../site-index.ts';
import type { Check } from '../check.ts';

/** Zero is a number like any other; these are the places where it is seldom meant. */
export const zeroChecks: Check[] = [
  {
    code: 'capacity/zero-max',
    severity: 'warning',
    summary: 'a group may have an instance',
    why: 'With max 0 nothing can ever start, whoever owns the group: rules and schedules do nothing, and no error tells.',
    allowed: 'max of 1 or more; 0 where the group is meant to be switched off.',
    fix: 'Raise max, or leave the group out.',
    *run({ index }) {
      for (const { name, pointer, value } of index.groups.values()) {
        if (value.capacity.max !== 0 || value.capacity.min > 0) continue;
        yield {
          pointer: below(pointer, 'capacity', 'max'),
          message: `with max 0, ${name} never has an instance`,
          fix: '1 or more, or leave the group out',
        };
      }
    },
  },
  {
    code: 'capacity/stuck-at-zero',
    severity: 'warning',
    summary: 'a group that rules move never goes down to zero',
    why: 'The instances report what rules go by. Without one there is nothing to go by: the group that has gone to zero at night stays there in the morning.',
    allowed: 'min of 1 or more with owner: autoscaler, or a schedule that raises min.',
    fix: 'Take min 1, or a schedule that brings the group back.',
    *run({ index }) {
      for (const { name, pointer, value } of index.groups.values()) {
        const { owner, min, max } = value.capacity;
        if (owner !== 'autoscaler' || min > 0 || max === 0 || (value.rules ?? []).length === 0) continue;
        const raised = scheduleEntries(value.schedules).some(([, schedule]) => (schedule.min ?? 0) > 0);
        const foresees = value.rules?.some(({ predict, mode }) => predict !== undefined && mode === 'scale');
        if (raised || foresees) continue;
        yield {
          pointer: below(pointer, 'capacity', 'min'),
          message: `once ${name} has no instance, nothing reports what its rules go by, and it stays at 0`,
          fix: '1',
        };
      }
    },
  },
  {
    code: 'capacity/zero-behind-balancer',
    severity: 'warning',
    summary: 'in production, somebody answers behind each balancer',
    why: 'The balancer stands before nobody: it takes connections and closes each of them.',
    allowed: 'At least one instance at any time, in groups behind a balancer in production.',
    fix: 'Raise the number to 1 or more.',
    *run({ site, index }) {
      if (site.stage !== 'production') return;
      for (const { id, pointer, region, value } of index.loadBalancers.values()) {
        const group = index.groups.get(`${region.name}/${value.group}`);
        const zero = group && placeOfZero(group);
        if (!group || zero === undefined || group.value.capacity.max === 0) continue;
        yield {
          pointer: zero,
          message: `${group.name} would have no instance, and ${id} stands before it`,
          fix: '1 or more',
          related: [{ pointer, message: `${id} is here` }],
        };
      }
    },
  },
];

/** Where a group that no rule moves is told to have nobody. */
function placeOfZero({ pointer, value }: GroupEntry): Pointer | undefined {
  const { owner, desired, initial, min } = value.capacity;
  if (owner === 'iac') return desired === 0 ? below(pointer, 'capacity', 'desired') : undefined;
  if (owner === 'autoscaler') return undefined;
  if ((initial ?? min) === 0) return below(pointer, 'capacity', initial === undefined ? 'min' : 'initial');
  const name = scheduleEntries(value.schedules).find(([, { desired: number }]) => number === 0)?.[0];
  return name === undefined ? undefined : below(pointer, 'schedules', name, 'desired');
}
