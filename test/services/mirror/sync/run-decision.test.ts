import { describe, expect, it } from 'vitest';
import type { RunProgress } from '../../../../services/mirror/queue/task-queue.ts';
import type { MirrorStatus } from '../../../../services/mirror/status.ts';
import { decide, isComplete, type Situation } from '../../../../services/mirror/sync/run-decision.ts';

const now = new Date('2026-11-22T12:00:00Z');
const context = (settings: string) => JSON.stringify({ settings, metadataUrl: '', only: [], buckets: [] });
const run = (more: Partial<RunProgress> = {}): RunProgress => ({
  id: 'run-2',
  started: '2026-11-22T11:59:00Z',
  context: context('s'),
  closing: '',
  sealed: true,
  total: 10,
  done: 0,
  failed: 0,
  counters: {},
  recentFailures: [],
  failures: 0,
  waiting: 5,
  leased: 1,
  ...more,
});
const status = (id: string, ended: string | undefined, settings = 's'): MirrorStatus => ({
  version: 1,
  upstream: '',
  written: '',
  state: 'idle',
  settings,
  run: {
    id,
    started: '',
    ...(ended === undefined ? {} : { ended }),
    packages: { total: 0, done: 0, failed: 0 },
    dists: { fetched: 0, present: 0, failed: 0, bytes: 0 },
  },
  recentFailures: [],
  failures: 0,
});
const situation = (more: Partial<Situation>): Situation => ({
  run: undefined,
  statuses: [status('run-1', '2026-11-22T11:59:30Z')],
  settings: 's',
  intervalSeconds: 60,
  now,
  ...more,
});

describe('the leader', () => {
  it.each<[string, Partial<Situation>, string]>([
    ['begins where nothing was ever synced', { statuses: [undefined] }, 'begin'],
    [
      'begins for a bucket that is new',
      { statuses: [status('run-1', now.toISOString()), undefined] },
      'begin',
    ],
    ['begins under other settings', { settings: 'other' }, 'begin'],
    ['begins when the interval is over', { intervalSeconds: 30 }, 'begin'],
    ['waits until then', {}, 'wait'],
    ['watches a run that another leader began', { run: run() }, 'watch'],
    ['watches while the last task is leased', { run: run({ waiting: 0 }) }, 'watch'],
    ['ends a run of which nothing is left', { run: run({ waiting: 0, leased: 0 }) }, 'end'],
    ['begins anew where the tasks were enqueued by half', { run: run({ sealed: false }) }, 'begin'],
    ['begins anew where a run follows other settings', { run: run({ context: context('old') }) }, 'begin'],
    [
      'ends a run in a bucket that is left over',
      {
        run: run({ waiting: 0, leased: 0 }),
        statuses: [status('run-2', now.toISOString()), status('run-2', undefined)],
      },
      'end',
    ],
    [
      'does not end it for a bucket that came later',
      {
        run: run({ waiting: 0, leased: 0 }),
        statuses: [status('run-2', now.toISOString()), undefined],
      },
      'begin',
    ],
    ['does not end a run twice', { run: run({ id: 'run-1', waiting: 0, leased: 0 }) }, 'wait'],
    [
      'begins anew where Redis lost a run that was under way',
      { statuses: [status('run-2', undefined)] },
      'begin',
    ],
  ])('%s', (_, more, decision) => {
    expect(decide(situation(more))).toBe(decision);
  });

  it('counts the interval from the latest end', () => {
    const statuses = [status('run-1', '2026-11-22T11:59:30Z'), status('run-1', '2026-11-22T11:59:40Z')];
    const at = (time: string) => decide(situation({ statuses, now: new Date(time) }));
    expect(at('2026-11-22T12:00:39Z')).toBe('wait');
    expect(at('2026-11-22T12:00:40Z')).toBe('begin');
  });
});

describe('a bucket is complete', () => {
  it.each<[string, Partial<RunProgress>, boolean]>([
    ['when everything is there', { done: 10 }, true],
    ['when some packages failed at the upstream', { done: 7, failed: 3, counters: { held: 3 } }, true],
    ['not when most did: the upstream is down', { done: 4, failed: 6, counters: { held: 6 } }, false],
    ['not when nothing is there', { total: 1, failed: 1, counters: { held: 1 } }, false],
    ['not when it refused most of them itself', { done: 4, failed: 6, counters: { 'refused:b': 6 } }, false],
    [
      'though it refused some object of one package',
      { done: 9, failed: 1, counters: { 'refused:b': 1 } },
      true,
    ],
    ['not when it failed to take a package itself', { done: 9, failed: 1, counters: { 'lost:b': 1 } }, false],
    [
      'though another bucket failed to take all of them',
      { failed: 10, counters: { 'lost:other': 10 } },
      true,
    ],
  ])('%s', (_, more, complete) => {
    expect(isComplete(run(more), 'b')).toBe(complete);
  });
});
