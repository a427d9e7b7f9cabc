import { expect, it } from 'vitest';
import type { LiveInstance } from '../../../capacity/live-group.ts';
import { groupStatus } from '../../../cli/status/group-status.ts';
import { instanceName, readLocal } from '../../../cli/status/read-local.ts';

const instance = (state: LiveInstance['state'], healthy: boolean): LiveInstance => ({
  id: 'i-1',
  zone: 'local-a',
  address: '127.9.1.10',
  state,
  healthy,
});

it('counts instances that drain as running, but not as healthy', () => {
  const live = {
    region: 'local',
    name: 'mirror-serve',
    min: 2,
    max: 4,
    desired: 2,
    instances: [
      instance('running', true),
      instance('draining', true),
      instance('starting', false),
      instance('stopped', false),
    ],
  };
  expect(groupStatus(live, { workload: 'mirror-serve', owner: 'schedule' })).toEqual({
    region: 'local',
    name: 'mirror-serve',
    workload: 'mirror-serve',
    owner: 'schedule',
    min: 2,
    max: 4,
    desired: 2,
    running: 3,
    healthy: 1,
  });
});

it('names an instance by its group', () => {
  expect(instanceName('local/group-mirror-sync/instances/i-06f3ed')).toBe('local/mirror-sync/i-06f3ed');
});

it('finds nothing where a stack was never up', async () => {
  expect(await readLocal('/nonexistent/skerry/state')).toEqual({ groups: [], parts: [], live: [] });
});
