import { describe, expect, it } from 'vitest';
import { changeCapacity, type CapacityRequest } from '../../capacity/change-capacity.ts';
import { GroupError } from '../../capacity/group-error.ts';
import type { CapacityChange } from '../../capacity/live-group.ts';

const before = { min: 3, max: 16, desired: 5 };
const free = { requireHeld: () => undefined };

async function run(request: CapacityRequest, lease = free) {
  const sent: CapacityChange[] = [];
  const group = {
    read: async () => ({ region: 'cn-hangzhou', name: 'git', ...before, instances: [] }),
    setCapacity: async (change: CapacityChange) => void sent.push(change),
  };
  const result = await changeCapacity(group, lease, request).catch((error: unknown) => error);
  return { sent, result };
}

describe('changing the capacity of a live group', () => {
  it('reads, compares and sets what differs', async () => {
    const { sent, result } = await run({ set: { min: 8 }, expect: before });
    expect(sent).toEqual([{ min: 8, desired: 8 }]);
    expect(result).toEqual({ before, after: { min: 8, desired: 8, max: 16 } });
  });

  it('leaves the desired capacity alone where bounds do not force it', async () => {
    expect((await run({ set: { min: 4 } })).sent).toEqual([{ min: 4 }]);
  });

  it('sends nothing where nothing differs', async () => {
    expect((await run({ set: { min: 3, desired: 5 } })).sent).toEqual([]);
  });

  it.each<[string, CapacityRequest, string, string]>([
    [
      'has changed',
      { set: { min: 8 }, expect: { ...before, desired: 6 } },
      'changed',
      'cn-hangzhou/git is 3/5/16 now, not 3/6/16 (min/desired/max)',
    ],
    [
      'would be out of bounds',
      { set: { min: 17 } },
      'refused',
      'cn-hangzhou/git: min would be 17, but max is 16: min ≤ max must hold',
    ],
  ])('sets nothing where the group %s', async (_, request, kind, message) => {
    const { sent, result } = await run(request);
    expect(sent).toEqual([]);
    expect(result).toMatchObject({ name: 'GroupError', kind, message });
  });

  it('sets nothing where the lease has run out meanwhile', async () => {
    const lost = new GroupError('busy', 'run out');
    const { sent, result } = await run(
      { set: { min: 8 } },
      {
        requireHeld: () => {
          throw lost;
        },
      },
    );
    expect({ sent, result }).toEqual({ sent: [], result: lost });
  });
});
