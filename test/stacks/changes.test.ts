import { expect, it } from 'vitest';
import { planOf } from '../components/support/plans.ts';
import { stepsBetween } from '../support/engine/steps-between.ts';

/** Changes of one line, by stack. None replaces or removes anything that the last column does not name. */
const CHANGES: [stack: string, name: string, from: string, to: string, replaced?: string[]][] = [
  ['staging', 'the upper bound', 'min: 1, max: 4, desired: 2', 'min: 1, max: 5, desired: 2'],
];

it.each(CHANGES)(
  '%s: a change of %s replaces nothing that lasts',
  async (stack, _, from, to, replaced = []) => {
    const steps = await stepsBetween(planOf(stack), planOf(stack, [from, to]));
    expect(steps).not.toEqual([]);
    expect(steps.filter((step) => /^(replace|delete) /.test(step))).toEqual(replaced);
  },
);
