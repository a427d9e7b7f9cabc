import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planGroup } from '../../../../providers/local/group/plan-group.ts';
import type {
  GroupAction,
  GroupIntent,
  PlannedInstance,
} from '../../../../providers/local/group/plan-group.ts';

const zones = ['a', 'b'];
const intent = (desired: number, fingerprint = 'new'): GroupIntent => ({ desired, zones, fingerprint });

function instance(id: string, changes: Partial<PlannedInstance> = {}): PlannedInstance {
  return { id, zone: 'a', fingerprint: 'new', created: '1', state: 'running', healthy: true, ...changes };
}

describe('the plan of a group', () => {
  const table: [string, GroupIntent, PlannedInstance[], GroupAction[]][] = [
    ['has nothing to do for what is as declared', intent(1), [instance('1')], []],
    [
      'spreads new instances over the zones',
      intent(3),
      [],
      [
        { kind: 'add', zone: 'a' },
        { kind: 'add', zone: 'b' },
        { kind: 'add', zone: 'a' },
      ],
    ],
    ['adds where there are fewest', intent(2), [instance('1')], [{ kind: 'add', zone: 'b' }]],
    [
      'removes the oldest of the fullest zone',
      intent(2),
      [instance('1', { zone: 'b' }), instance('2', { created: '3' }), instance('3', { created: '2' })],
      [{ kind: 'remove', id: '3' }],
    ],
    [
      'removes the unhealthy before the healthy',
      intent(1),
      [instance('1'), instance('2', { zone: 'b', healthy: false })],
      [{ kind: 'remove', id: '2' }],
    ],
    [
      'goes on with what was begun',
      intent(2),
      [
        instance('1', { state: 'draining' }),
        instance('2', { state: 'starting', healthy: false }),
        instance('3'),
      ],
      [
        { kind: 'remove', id: '1' },
        { kind: 'await', id: '2' },
      ],
    ],
    [
      'drops what was begun for an older declaration',
      intent(0),
      [instance('1', { state: 'starting', fingerprint: 'old' })],
      [{ kind: 'remove', id: '1' }],
    ],
    [
      'starts a new instance, in its zone, before an old one leaves',
      intent(2),
      [instance('1', { fingerprint: 'old' }), instance('2', { fingerprint: 'old', zone: 'b' })],
      [{ kind: 'add', zone: 'a' }],
    ],
    [
      'lets the old one leave once the new one serves',
      intent(1),
      [instance('1', { fingerprint: 'old' }), instance('2')],
      [{ kind: 'remove', id: '1' }],
    ],
    [
      'moves instances out of a zone that is no longer declared',
      intent(1),
      [instance('1', { zone: 'gone' })],
      [{ kind: 'add', zone: 'a' }],
    ],
    ['empties a group', intent(0), [instance('1')], [{ kind: 'remove', id: '1' }]],
  ];

  test.each(table)('%s', (_title, wanted, live, actions) => {
    expect(planGroup(wanted, live)).toEqual(actions);
  });
});

/** Carries the actions out on the model, as the platform does when nothing fails. */
function carryOut(
  live: PlannedInstance[],
  actions: GroupAction[],
  fingerprint: string,
  round: number,
): PlannedInstance[] {
  const removed = new Set(actions.flatMap((action) => (action.kind === 'remove' ? [action.id] : [])));
  const awaited = new Set(actions.flatMap((action) => (action.kind === 'await' ? [action.id] : [])));
  const added = actions.flatMap((action, index) =>
    action.kind === 'add'
      ? [instance(`new-${round}-${index}`, { zone: action.zone, fingerprint, created: `9${round}` })]
      : [],
  );
  const kept = live.filter(({ id }) => !removed.has(id));
  return [
    ...kept.map((each) =>
      awaited.has(each.id) ? { ...each, state: 'running' as const, healthy: true } : each,
    ),
    ...added,
  ];
}

const anyInstance = fc.record({
  zone: fc.constantFrom('a', 'b', 'c', 'gone'),
  fingerprint: fc.constantFrom('new', 'old', 'older'),
  created: fc.constantFrom('1', '2', '3'),
  state: fc.constantFrom('starting' as const, 'running' as const, 'running' as const, 'draining' as const),
  healthy: fc.boolean(),
});
const anyGroup = fc.array(anyInstance, { maxLength: 12 }).map((all) =>
  all.map((each, index) => ({
    ...each,
    id: `i-${index}`,
    healthy: each.healthy && each.state === 'running',
  })),
);

describe('a group of any condition', () => {
  const wanted = (desired: number): GroupIntent => ({ desired, zones: ['a', 'b', 'c'], fingerprint: 'new' });
  const healthy = (live: readonly PlannedInstance[]): number =>
    live.filter((each) => each.state === 'running' && each.healthy).length;

  test('comes to the declared one, and never has fewer healthy instances than before, up to desired', () => {
    fc.assert(
      fc.property(anyGroup, fc.integer({ min: 0, max: 9 }), (begin, desired) => {
        let live: PlannedInstance[] = begin;
        for (let round = 0; round < 60; round++) {
          const actions = planGroup(wanted(desired), live);
          if (actions.length === 0) break;
          const next = carryOut(live, actions, 'new', round);
          expect(healthy(next)).toBeGreaterThanOrEqual(Math.min(healthy(live), desired));
          expect(next.length).toBeLessThanOrEqual(Math.max(live.length, desired + 1));
          live = next;
        }
        expect(planGroup(wanted(desired), live)).toEqual([]);
        expect(live.length).toBe(desired);
        expect(live.every((each) => each.state === 'running' && each.fingerprint === 'new')).toBe(true);
      }),
    );
  });

  test('made from nothing is balanced to within one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 }), (desired) => {
        const live = carryOut([], planGroup(wanted(desired), []), 'new', 0);
        const counts = ['a', 'b', 'c'].map((zone) => live.filter((each) => each.zone === zone).length);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('shrunk from balance stays balanced', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 }), (first, second) => {
        const full = carryOut([], planGroup(wanted(Math.max(first, second)), []), 'new', 0);
        const live = carryOut(full, planGroup(wanted(Math.min(first, second)), full), 'new', 1);
        const counts = ['a', 'b', 'c'].map((zone) => live.filter((each) => each.zone === zone).length);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
