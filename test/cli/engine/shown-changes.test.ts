import { expect, it } from 'vitest';
import type { EngineEvent, Step } from '../../../cli/engine/events.ts';
import { ShownChanges } from '../../../cli/engine/shown-changes.ts';

const urnOf = (name: string): string => `urn:pulumi:s::skerry::aws:ec2/vpc:Vpc::${name}`;
const step = (op: Step['op'], name: string, more: Partial<Step> = {}): EngineEvent => ({
  timestamp: 0,
  resOutputsEvent: {
    metadata: {
      op,
      urn: urnOf(name),
      type: 'aws:ec2/vpc:Vpc',
      old: { custom: true },
      new: { custom: true },
      ...more,
    },
    planning: true,
  },
});
const update = (name: string, before: number, after: number): EngineEvent =>
  step('update', name, {
    diffs: ['size'],
    old: { custom: true, inputs: { size: before } },
    new: { custom: true, inputs: { size: after } },
  });

function shown(...events: EngineEvent[]): ShownChanges {
  const changes = new ShownChanges();
  for (const event of events) changes.take(event);
  return changes;
}

it('finds no difference between two previews that show the same, in whatever order', () => {
  const one = shown(update('a', 1, 2), step('create', 'b'), step('same', 'c'), step('refresh', 'd'));
  expect(one.differences(shown(step('create', 'b'), update('a', 1, 2)))).toEqual([]);
});

it('tells what is new, what is other, and what is gone', () => {
  const before = shown(update('a', 1, 2), step('delete', 'b'));
  expect(before.differences(shown(update('a', 5, 2), update('c', 9, 1)))).toEqual([
    'update Vpc a (size 5 to 2): was shown otherwise',
    'update Vpc c (size 9 to 1): was not shown',
    'delete Vpc b: was shown, and is no more to be done',
  ]);
});

it('knows whether anything exists that could have drifted', () => {
  const component = step('same', 'x', { new: { custom: false }, old: { custom: false } });
  const provider = step('same', 'p', { type: 'pulumi:providers:aws' });
  expect(shown(step('create', 'a'), component, provider).anyExists).toBe(false);
  expect(shown(step('create', 'a'), step('same', 'b')).anyExists).toBe(true);
});
