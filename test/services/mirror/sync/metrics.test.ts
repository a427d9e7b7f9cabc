import { expect, it } from 'vitest';
import { metricsOf } from '../../../../services/mirror/sync/metrics.ts';

const now = new Date('2026-11-22T12:00:00Z');

it('tells the age of the oldest task, the share of the backlog, and how old each bucket is whose age is known', () => {
  const load = { waiting: 900, leased: 100, oldestMs: 61_500, instances: 4 };
  const known = [
    { id: 'cn-hangzhou/mirror', since: '2026-11-22T11:59:30Z' },
    { id: 'cn-beijing/mirror', since: undefined },
  ];
  expect(metricsOf(load, known, now)).toEqual([
    { metric: 'queue-age', value: 61.5 },
    { metric: 'backlog-per-instance', value: 250 },
    { metric: 'freshness', bucket: 'cn-hangzhou/mirror', value: 30 },
  ]);
});

it('tells no age below zero, whatever the clocks of leaders say', () => {
  const load = { waiting: 0, leased: 0, oldestMs: 0, instances: 1 };
  const ahead = [{ id: 'a/b', since: '2026-11-22T12:00:05Z' }];
  expect(metricsOf(load, ahead, now).at(-1)).toEqual({ metric: 'freshness', bucket: 'a/b', value: 0 });
});
