import { setTimeout as delay } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Leadership } from '../../../../services/mirror/queue/leadership.ts';
import type { RedisScripts } from '../../../../services/mirror/queue/redis-scripts.ts';
import type { RedisTaskQueue } from '../../../../services/mirror/queue/redis-task-queue.ts';
import { Bell } from '../../../../services/mirror/sync/bell.ts';
import { Worker, type WorkerOptions } from '../../../../services/mirror/sync/worker.ts';
import { until } from '../../../support/until.ts';
import { startQueue, type QueueFixture } from '../queue/queue-fixture.ts';

const LEASE_MS = 2000;
const fine = { counters: { fetched: 1 }, failures: [], isHeldBack: false };

let fixture: QueueFixture;
let redis: Redis;
let queue: RedisTaskQueue;
let scripts: RedisScripts;

beforeAll(async () => {
  fixture = await startQueue(LEASE_MS);
  ({ redis, scripts, queue } = fixture);
});
afterAll(() => fixture.stop());
beforeEach(async () => {
  await redis.flushall();
});

async function begin(tasks: string[]): Promise<void> {
  const leader = new Leadership(scripts, 'leader', 60_000);
  expect(await leader.lead()).toBe(true);
  await queue.beginRun(leader.token, {
    id: 'run',
    started: '2026-01-01T00:00:00Z',
    context: '',
    closing: '',
  });
  await queue.enqueue('run', tasks);
  await queue.seal('run');
}

/** A worker on the real queue; `stop` ends it and waits for its end. */
function start(slots: number, sync: WorkerOptions['sync']) {
  const stop = new AbortController();
  const bells = { begun: new Bell(), drained: new Bell() };
  const log = pino({ level: 'silent' });
  const worker = new Worker({ queue, leaseMs: LEASE_MS, slots, sync, ...bells, log });
  const ended = worker.run(stop.signal);
  return {
    stop: async () => {
      stop.abort();
      await ended;
    },
  };
}

describe('a worker', () => {
  it('records a package that nobody foresaw after a few attempts, and brings the run to its end', async () => {
    await begin(['good/one', 'odd/one', 'good/two']);
    let attempts = 0;
    const worker = start(2, (name) => {
      if (name !== 'odd/one') return Promise.resolve(fine);
      attempts += 1;
      return Promise.reject(new RangeError('not well-formed Unicode'));
    });
    const run = await until('the run is done', async () => {
      const now = await queue.run();
      return now?.done === 2 && now.failed === 1 ? now : undefined;
    });
    await worker.stop();
    expect(attempts).toBe(4);
    expect(run.recentFailures).toEqual([
      expect.objectContaining({
        package: 'odd/one',
        message: 'could not be handled; the log of the instance says why',
      }),
    ]);
  });

  it('has a package done once more that it wrote while its lease ran out', async () => {
    await begin(['slow/one']);
    const writings: PromiseWithResolvers<void>[] = [];
    const worker = start(1, async (_name, _run, { fence, signal }) => {
      fence.before();
      const answer = Promise.withResolvers<void>();
      writings.push(answer);
      if (writings.length > 1) answer.resolve();
      else signal.addEventListener('abort', () => answer.resolve());
      await answer.promise;
      fence.after();
      return fine;
    });
    await until('the first writing', () => writings.length === 1);
    const other = await until('another worker has the lease', async () => {
      await redis.zadd('{skerry:test}:leased', 0, 'slow/one');
      return (await queue.lease(1)).leases[0];
    });
    // Its own writing came in time, or did not: nobody can tell.
    expect(await queue.complete(other, { outcome: 'done', counters: {}, failures: [] })).toBe(true);
    const run = await until('it was written again', async () => {
      const now = await queue.run();
      return now?.done === 2 ? now : undefined;
    });
    await worker.stop();
    expect(writings).toHaveLength(2);
    expect(run).toMatchObject({ waiting: 0, leased: 0, total: 2, failed: 0 });
  });

  it('leases nothing more once it is told to stop, and puts back what it has in hand', async () => {
    await begin(['a/a', 'b/b', 'c/c']);
    const begun: string[] = [];
    const worker = start(1, async (name, _run, { signal }) => {
      begun.push(name);
      await delay(60_000, undefined, { signal });
      return fine;
    });
    await until('the first package is in hand', () => begun.length === 1);
    await worker.stop();
    expect(begun).toHaveLength(1);
    const { leases } = await queue.lease(10);
    expect(leases.map(({ task }) => task).sort()).toEqual(['a/a', 'b/b', 'c/c']);
    expect(leases.map(({ attempt }) => attempt)).toEqual([1, 1, 1]);
  });
});
