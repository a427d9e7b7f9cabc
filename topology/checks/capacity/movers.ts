import { below } from '../../diagnostics/pointer.ts';
import { scheduleEntries } from '../../site-index.ts';
import { rule, type Check } from '../check.ts';

/** Rules and schedules move what their owner owns: beside another one they would fight. */
export const capacityMovers: Check[] = [
  rule({
    code: 'capacity/rules-of-other-owner',
    summary: 'rules move the groups of the autoscaler',
    why: "Two would move one number: rules scale the group out, and the owner's next update takes the new instances away in the middle of the load.",
    allowed:
      'rules with owner: autoscaler; with any other owner only forecasts that are shown (predict, mode: forecast).',
    fix: 'Make the autoscaler the owner, or leave the rules out.',
    *run({ index }) {
      for (const { name, pointer, value } of index.groups.values()) {
        const { owner } = value.capacity;
        if (owner === 'autoscaler' || (value.rules ?? []).length === 0) continue;
        // A forecast that is only told moves nothing.
        if (
          value.rules?.every(({ predict, mode = 'forecast' }) => predict !== undefined && mode === 'forecast')
        )
          continue;
        yield {
          pointer: below(pointer, 'rules'),
          at: 'key',
          message: `rules would move ${name} away from what its owner ${owner} has set`,
          fix: 'owner: autoscaler, or leave the rules out',
          related: [{ pointer: below(pointer, 'capacity', 'owner'), message: `owner is ${owner}` }],
        };
      }
    },
  }),
  rule({
    code: 'capacity/schedule-of-other-owner',
    summary: 'schedules move the groups of schedules',
    why: "A schedule would set desired, and the owner would set it back: the instances of the morning's load are gone at the next update or evaluation.",
    allowed: 'desired in schedules with owner: schedule; min and max in them with any owner.',
    fix: 'Let the schedule move min, or make it the owner.',
    *run({ index }) {
      for (const { name, pointer, value } of index.groups.values()) {
        const { owner } = value.capacity;
        if (owner === 'schedule') continue;
        for (const [key, { desired }] of scheduleEntries(value.schedules)) {
          if (desired === undefined) continue;
          yield {
            pointer: below(pointer, 'schedules', key, 'desired'),
            at: 'key',
            message: `${key} would move ${name} to ${desired}, and its owner ${owner} back`,
            fix: owner === 'autoscaler' ? `min: ${desired}` : 'owner: schedule',
            related: [{ pointer: below(pointer, 'capacity', 'owner'), message: `owner is ${owner}` }],
          };
        }
      }
    },
  }),
  {
    code: 'capacity/nothing-moves',
    severity: 'warning',
    summary: 'a group of the autoscaler has rules, one of schedules has some',
    why: 'The file gives the number of instances to somebody who never does anything: the group stays at its initial size, whatever the load is.',
    allowed: 'At least one rule with owner: autoscaler, at least one schedule with owner: schedule.',
    fix: 'Add a rule or a schedule, or take owner: iac and say desired.',
    *run({ index }) {
      for (const { name, pointer, region, value } of index.groups.values()) {
        const { owner } = value.capacity;
        // There, whoever wants to moves it by hand.
        if (owner === 'iac' || region.platform === 'local') continue;
        const [word, count] =
          owner === 'autoscaler'
            ? ['rules', (value.rules ?? []).length]
            : ['schedules', scheduleEntries(value.schedules).length];
        if (count > 0) continue;
        yield {
          pointer: below(pointer, 'capacity', 'owner'),
          message: `${name} has no ${word}: nothing moves it`,
          fix:
            owner === 'autoscaler'
              ? 'rules: [{track: cpu, target: 60}]'
              : 'schedules: {workday: {cron: "30 8 * * 1-5", desired: 6}}',
          lacking: [below(pointer, word)],
        };
      }
    },
  },
];
