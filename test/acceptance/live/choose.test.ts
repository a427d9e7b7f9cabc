import { describe, expect, it } from 'vitest';
import { chooseTweak, chooseVictim, isGone, shortcomings } from '../../../acceptance/live/choose.ts';
import type { LiveGroupState, LiveInstance } from '../../../capacity/live-group.ts';
import type { GroupNode } from '../../../topology/plan/plan.ts';

const instance = (id: string, more: Partial<LiveInstance> = {}): LiveInstance => ({
  id,
  zone: 'a',
  state: 'running',
  healthy: true,
  ...more,
});

function group(
  name: string,
  [min, desired, max]: [number, number, number],
  instances: LiveInstance[] = [],
): LiveGroupState {
  return { region: 'r', name, min, desired, max, instances };
}

const node = (name: string, owner: 'iac' | 'autoscaler' = 'iac', workload = name): GroupNode =>
  ({ id: `r/${name}`, region: 'r', name, workload, capacity: { owner } }) as GroupNode;

const sync = node('mirror-sync');
const serve = node('mirror-serve');
const git = node('git', 'autoscaler');

describe('the capacity that a run changes', () => {
  it.each<[string, LiveGroupState[], GroupNode[], string | undefined]>([
    [
      'of who serves clients',
      [group('mirror-sync', [1, 1, 4]), group('mirror-serve', [2, 2, 4])],
      [sync, serve],
      'r/mirror-serve 2 3',
    ],
    ['downwards at the max', [group('mirror-serve', [2, 4, 4])], [serve], 'r/mirror-serve 4 3'],
    [
      'elsewhere where there is no room',
      [group('mirror-serve', [2, 2, 2]), group('mirror-sync', [1, 1, 4])],
      [serve, sync],
      'r/mirror-sync 1 2',
    ],
    ['never where an autoscaler moves it', [group('git', [2, 2, 9])], [git], undefined],
    ['of no group that is not there', [], [serve], undefined],
  ])('is one %s', (_case, groups, nodes, expected) => {
    const tweak = chooseTweak(groups, nodes);
    expect(tweak && `${tweak.group} ${tweak.from} ${tweak.to}`).toBe(expected);
  });
});

describe('the instance that a run kills', () => {
  it.each<[string, LiveGroupState[], string | undefined]>([
    [
      'has another beside it',
      [
        group('mirror-serve', [1, 1, 4], [instance('i-1')]),
        group('mirror-sync', [2, 2, 4], [instance('i-2'), instance('i-3')]),
      ],
      'i-2',
    ],
    ['may be the only one', [group('mirror-serve', [1, 1, 4], [instance('i-1')])], 'i-1'],
    [
      'is healthy and runs',
      [
        group(
          'mirror-serve',
          [3, 3, 4],
          [instance('i-1', { healthy: false }), instance('i-2', { state: 'draining' }), instance('i-3')],
        ),
      ],
      'i-3',
    ],
    [
      'is none where none is healthy',
      [group('mirror-serve', [1, 1, 4], [instance('i-1', { healthy: false })])],
      undefined,
    ],
  ])('%s', (_case, groups, expected) => {
    expect(chooseVictim(groups, [serve, sync])?.instance).toBe(expected);
  });

  it.each<[string, LiveInstance[], boolean]>([
    ['is itself', [instance('i-1', { pid: 7 })], false],
    ['has no process for the moment', [instance('i-1')], false],
    ['has a new process', [instance('i-1', { pid: 8 })], true],
    ['has another in its place', [instance('i-2', { pid: 8 })], true],
  ])('is gone or not, where it %s', (_case, instances, gone) => {
    const victim = { group: 'r/mirror-serve', instance: 'i-1', pid: 7 };
    expect(isGone([group('mirror-serve', [1, 1, 4], instances)], victim)).toBe(gone);
  });
});

describe('what keeps a stack from being healthy', () => {
  it('is told of every group', () => {
    const groups = [
      group('mirror-serve', [2, 2, 4], [instance('i-1'), instance('i-2', { state: 'starting' })]),
      { ...group('git', [0, 0, 4]), inactive: 'disabled by ESS' },
    ];
    expect(shortcomings(groups, [serve, git, sync])).toEqual([
      'r/mirror-sync is not there',
      'r/mirror-serve has 1 of 2 healthy instances',
      'r/git is inactive: disabled by ESS',
    ]);
  });
});
