import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { StoreClock } from '../../../storage/s3/clock.ts';

const ours = new Date('2026-11-22T12:00:00Z');
beforeEach(() => vi.useFakeTimers({ now: ours, toFake: ['Date'] }));
afterEach(() => vi.useRealTimers());

it("goes by the store's time from an answer that differs much, and goes on from there", () => {
  const clock = new StoreClock();
  expect(clock.now()).toEqual(ours);
  expect(clock.correct(clock.now(), 'Sun, 22 Nov 2026 11:00:00 GMT')).toBe(true);
  vi.advanceTimersByTime(1000);
  expect(clock.now()).toEqual(new Date('2026-11-22T11:00:01Z'));
});

it.each([
  ['differs little', 'Sun, 22 Nov 2026 12:00:30 GMT'],
  ['has no date', ''],
  ['has a broken one', 'yesterday'],
])('stays as it is where the answer %s', (_, date) => {
  const clock = new StoreClock();
  expect(clock.correct(clock.now(), date)).toBe(false);
  expect(clock.now()).toEqual(ours);
});

it('lets each of many requests that were signed by the wrong time go again', () => {
  const clock = new StoreClock();
  const date = 'Sun, 22 Nov 2026 13:00:00 GMT';
  expect([clock.correct(ours, date), clock.correct(ours, date)]).toEqual([true, true]);
  expect(clock.correct(clock.now(), date)).toBe(false);
});
