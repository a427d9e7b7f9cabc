import { expect, it } from 'vitest';
import { planOf } from '../components/support/plans.ts';
import { stepsBetween } from '../support/engine/steps-between.ts';

/** Changes of one line, by stack. None replaces or removes anything that the last column does not name. */
const CHANGES: [stack: string, name: string, from: string, to: string, replaced?: string[]][] = [
  ['staging', 'the upper bound', 'min: 1, max: 4, desired: 2', 'min: 1, max: 5, desired: 2'],
  ['staging', 'the owner', '{owner: iac, min: 1, max: 4, desired: 2}', '{owner: autoscaler, min: 1, max: 4}'],
  ['staging', 'a tag', 'team: dev-platform', 'team: other'],
  ['staging', 'a further zone', 'eu-central-1b]', 'eu-central-1b, eu-central-1c]'],
  ['staging', 'the order of zones', '[eu-central-1a, eu-central-1b]', '[eu-central-1b, eu-central-1a]'],
  ['staging', 'who is refused', 'ssh: 22}', 'ssh: 22}, deny: [198.51.100.0/24]'],
  ['staging', 'who may connect', 'listeners: {http: 80}, allow: cdn', 'listeners: {http: 80}'],
  ['staging', 'spot instances', 'spot: true', 'spot: false'],
  ['staging', 'the types of instances', '[m7i.large, m6i.large]', '[m6i.large, m5.large, m7i.large]'],
];

it.each(CHANGES)(
  '%s: a change of %s replaces nothing that lasts',
  async (stack, _, from, to, replaced = []) => {
    const steps = await stepsBetween(planOf(stack), planOf(stack, [from, to]));
    expect(steps).not.toEqual([]);
    expect(steps.filter((step) => /^(replace|delete) /.test(step))).toEqual(replaced);
  },
);
