import { stringify } from 'yaml';
import { describe, expect, it } from 'vitest';
import { stepsFrom } from '../support/engine/steps-between.ts';
import { registeredOf } from './support/cloud-stacks.ts';
import { EDITS, planAfter } from './support/edits.ts';
import { TYPES } from './support/words.ts';

/** Whose replacement costs addresses, data or all instances. */
const LASTING: readonly string[] = [
  ...Object.values(TYPES).flat(),
  'alicloud:vpc/natGateway:NatGateway',
  'aws:ec2/natGateway:NatGateway',
];

describe.each(['aws-prod', 'cn-prod'] as const)('%s', (stack) => {
  const table: Record<string, string[]> = {};

  it.each(EDITS[stack])('$name: replaces and removes nothing that lasts', async (edit) => {
    const steps = await stepsFrom(await registeredOf(stack), planAfter(stack, edit));
    table[edit.name] = steps;
    const lost = steps.filter((step) => /^(replace|delete) /.test(step));
    expect(lost.filter((step) => LASTING.includes(step.split(' ')[1]!))).toEqual([]);
  });

  /** After a wanted change: `npm run golden`, and read what it changed. */
  it('changes by one line what it should, and nothing else', async () => {
    await expect(stringify(table, { lineWidth: 0 })).toMatchFileSnapshot(`golden/changes/${stack}.yaml`);
  });
});
