import { beforeEach, describe, expect, it } from 'vitest';
import type { Capacity, CloudGroup } from '../../capacity/live-group.ts';
import { holdsTheReadingContract } from './reading-contract.ts';

/** A fresh group, 2/3/6 (min/desired/max), and two running instances of no group. */
export interface CloudFixture {
  id: string;
  group: CloudGroup;
  /** The same group, as one opens it who was told another cloud's id. */
  absent: CloudGroup;
  idle: string[];
}

/** What holds of a group of every cloud, whatever its emulator leaves unchecked. */
export function holdsTheCloudContract(open: () => Promise<CloudFixture>): void {
  let group: CloudGroup;
  let fixture: CloudFixture;
  let idle: string[];
  beforeEach(async () => {
    fixture = await open();
    ({ group, idle } = fixture);
  });

  const capacity = async (): Promise<Capacity> => {
    const { min, max, desired } = await group.read();
    return { min, max, desired };
  };
  const members = async (): Promise<string[]> => (await group.read()).instances.map(({ id }) => id);

  holdsTheReadingContract(() => ({ id: fixture.id, group, absent: fixture.absent }));

  describe('capacity', () => {
    it('is set in what is given alone', async () => {
      await group.setCapacity({ max: 8 });
      expect(await capacity()).toEqual({ min: 2, max: 8, desired: 3 });
      await group.setCapacity({ min: 0, desired: 5 });
      expect(await capacity()).toEqual({ min: 0, max: 8, desired: 5 });
    });

    it('may be zero, which is not the same as not given', async () => {
      await group.setCapacity({ min: 0, desired: 0 });
      expect(await capacity()).toEqual({ min: 0, max: 6, desired: 0 });
    });
  });

  describe('a scheduled end', () => {
    const at = new Date(Date.now() + 2 * 3_600_000);
    at.setSeconds(0, 0);

    it('is read as it was set, and replaced by a second one', async () => {
      expect(await group.readEnd()).toBeUndefined();
      await group.scheduleEnd({ at, change: { min: 2, max: 6 } });
      expect(await group.readEnd()).toEqual({ at, change: { min: 2, max: 6 } });
      const later = new Date(at.getTime() + 3_600_000);
      await group.scheduleEnd({ at: later, change: { min: 0 } });
      expect(await group.readEnd()).toEqual({ at: later, change: { min: 0 } });
    });

    it('is cancelled, also where there is none', async () => {
      await group.scheduleEnd({ at, change: { desired: 2 } });
      await group.cancelEnd();
      expect(await group.readEnd()).toBeUndefined();
      await group.cancelEnd();
    });

    it('that is past, or that changes nothing, is refused', async () => {
      const past = group.scheduleEnd({ at: new Date(Date.now() - 1000), change: { min: 1 } });
      await expect(past).rejects.toMatchObject({ kind: 'refused' });
      await expect(group.scheduleEnd({ at, change: {} })).rejects.toMatchObject({ kind: 'refused' });
    });
  });

  describe('attaching', () => {
    it('makes members of instances and raises the desired capacity by their number', async () => {
      await group.attach(idle, { entrusted: true });
      expect(await members()).toEqual(expect.arrayContaining(idle));
      expect(await capacity()).toEqual({ min: 2, max: 6, desired: 5 });
    });

    it.each<[string, (idle: string[]) => string[], RegExp]>([
      ['beyond max', (ids) => [...ids, 'i-a', 'i-b'], /makes desired 7, but max is 6/],
      ['more than a call takes', () => Array.from({ length: 21 }, (_, n) => `i-${n}`), /20 are allowed/],
      ['none', () => [], /no instance is named/],
      ['one twice', ([first = '']) => [first, first], /is named twice/],
    ])('%s is refused before any call', async (_, ids, message) => {
      const attempt = group.attach(ids(idle), { entrusted: true });
      await expect(attempt).rejects.toMatchObject({
        kind: 'refused',
        message: expect.stringMatching(message) as string,
      });
      expect(await capacity()).toEqual({ min: 2, max: 6, desired: 3 });
    });
  });

  describe('detaching', () => {
    it('lets instances go on without the group, which sinks', async () => {
      const [first = ''] = await members();
      await group.detach([first], { replace: false });
      expect(await members()).not.toContain(first);
      expect(await capacity()).toEqual({ min: 2, max: 6, desired: 2 });
    });

    it('with replacement keeps the desired capacity', async () => {
      const [first = ''] = await members();
      await group.detach([first], { replace: true });
      const now = await members();
      expect(now).not.toContain(first);
      expect(now).toHaveLength(3);
    });

    it('below min, or of strangers, is refused', async () => {
      const [first = '', second = ''] = await members();
      await expect(group.detach([first, second], { replace: false })).rejects.toMatchObject({
        kind: 'refused',
        message: expect.stringContaining('makes desired 1, but min is 2') as string,
      });
      await expect(group.detach(idle, { replace: true })).rejects.toMatchObject({
        message: expect.stringContaining('are not in the group') as string,
      });
    });
  });

  it('replaces instances by others, and stays as large as it was', async () => {
    const before = await members();
    const [first = ''] = before;
    await group.replace([first]);
    const now = await members();
    expect(now).not.toContain(first);
    expect(now).toHaveLength(before.length);
    expect(await capacity()).toEqual({ min: 2, max: 6, desired: 3 });
    await expect(group.replace(idle)).rejects.toMatchObject({ kind: 'refused' });
  });

  it('suspends and resumes what it does by itself, each also twice', async () => {
    await group.suspend(['terminate', 'alarms']);
    await group.suspend(['alarms', 'schedules']);
    expect((await group.read()).suspended).toEqual(['terminate', 'alarms', 'schedules']);
    await group.resume(['alarms', 'terminate', 'health-check']);
    expect((await group.read()).suspended).toEqual(['schedules']);
    await group.suspend([]);
    expect((await group.read()).suspended).toEqual(['schedules']);
  });

  it('spares protected instances when it shrinks', async () => {
    const [first = '', second = ''] = await members();
    await group.protect([first, second], true);
    await group.setCapacity({ desired: 2 });
    const left = (await group.read()).instances;
    expect(left.map(({ id }) => id).sort()).toEqual([first, second].sort());
    expect(left.every((instance) => instance.protected)).toBe(true);
    await group.protect([first], false);
    expect((await group.read()).instances.find(({ id }) => id === first)?.protected).toBeUndefined();
  });
}
