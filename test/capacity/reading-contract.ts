import { expect, it } from 'vitest';
import type { LiveGroup } from '../../capacity/live-group.ts';

/** A group that has come to rest, and one of a name that nobody has. */
export interface ReadingFixture {
  id: string;
  group: LiveGroup;
  absent: LiveGroup;
}

/** What holds of a live group on every platform. */
export function holdsTheReadingContract(open: () => ReadingFixture | Promise<ReadingFixture>): void {
  it('is read with its bounds, and as many healthy instances as it wants', async () => {
    const { id, group } = await open();
    const { region, name, min, max, desired, instances, inactive } = await group.read();
    expect({ id: `${region}/${name}`, inactive }).toEqual({ id });
    expect([0, min, desired, max]).toEqual([0, min, desired, max].sort((a, b) => a - b));
    expect(instances).toHaveLength(desired);
    expect(new Set(instances.map((instance) => instance.id)).size).toBe(desired);
    for (const { zone, state, healthy, reason } of instances) {
      expect({ state, healthy, reason }).toEqual({ state: 'running', healthy: true });
      expect(zone.startsWith(region)).toBe(true);
    }
  });

  it('that is not there says so, with the way to get it', async () => {
    const { absent } = await open();
    const error = { name: 'GroupError', kind: 'no-group', fix: 'skerry up creates it' };
    await expect(absent.read()).rejects.toMatchObject(error);
  });
}
