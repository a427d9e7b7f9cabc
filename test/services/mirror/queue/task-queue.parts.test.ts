import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Leadership } from '../../../../services/mirror/queue/leadership.ts';
import type { RedisScripts } from '../../../../services/mirror/queue/redis-scripts.ts';
import { RedisTaskQueue } from '../../../../services/mirror/queue/redis-task-queue.ts';
import type { Lease, TaskReport } from '../../../../services/mirror/queue/task-queue.ts';
import { loadOf } from '../../../../services/mirror/sync/metrics.ts';
import type { RedisServer } from '../../../support/redis-server.ts';
import { until } from '../../../support/until.ts';
import { startQueue, type QueueFixture } from './queue-fixture.ts';

const LEASE_MS = 400;
const done: TaskReport = { outcome: 'done', counters: { fetched: 2 }, failures: [] };

let fixture: QueueFixture;
let server: RedisServer;
let redis: Redis;
let scripts: RedisScripts;
let queue: RedisTaskQueue;
const children: ChildProcess[] = [];

beforeAll(async () => {
  fixture = await startQueue(LEASE_MS);
  ({ server, redis, scripts, queue } = fixture);
});
afterAll(() => fixture.stop());
beforeEach(async () => {
  await redis.flushall();
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

const plan = (id: string) => ({
  id,
  started: '2026-01-01T00:00:00Z',
  context: 'for workers',
  closing: 'for the end',
});
const lease = async (max: number) => (await queue.lease(max)).leases;

async function begin(tasks: string[], id = 'run-1'): Promise<Leadership> {
  const leader = new Leadership(scripts, `leader of ${id}`, 10_000);
  expect(await leader.lead()).toBe(true);
  expect(await queue.beginRun(leader.token, plan(id))).toBe(true);
  expect(await queue.enqueue(id, tasks)).toBe(true);
  expect(await queue.seal(id)).toBe(true);
  return leader;
}

const one = async (): Promise<Lease> => (await lease(1))[0]!;
const counts = async () => {
  const { total, done, failed, waiting, leased } = (await queue.run())!;
  return { total, done, failed, waiting, leased };
};

describe('the load', () => {
  it('is that of the queue, shared among the instances that were seen of late', async () => {
    await begin(['a/a', 'b/b', 'c/c']);
    await lease(1);
    expect(await loadOf(scripts, 'sync/i-1')).toMatchObject({ waiting: 2, leased: 1, instances: 1 });
    await loadOf(scripts, 'sync/i-2');
    const { oldestMs, ...load } = await loadOf(scripts, 'sync/i-1');
    expect(load).toEqual({ waiting: 2, leased: 1, instances: 2 });
    expect(oldestMs).toBeGreaterThanOrEqual(0);
    await redis.zadd('{skerry:test}:ready', 0, 'd/d');
    expect((await loadOf(scripts, 'sync/i-1')).oldestMs).toBeGreaterThan(1e12);
    await redis.zadd('{skerry:test}:present', 0, 'sync/i-2');
    expect((await loadOf(scripts, 'sync/i-1')).instances).toBe(1);
  });
});

describe('merging', () => {
  it('does a task once, however often it was enqueued while it waited', async () => {
    await begin(['a/a', 'a/a', 'b/b']);
    await queue.enqueue('run-1', ['a/a', 'b/b']);
    expect((await lease(10)).map(({ task }) => task).sort()).toEqual(['a/a', 'b/b']);
    expect(await lease(10)).toEqual([]);
  });

  it('does a task once more that was enqueued while it was worked on', async () => {
    await begin(['a/a']);
    const first = await one();
    await queue.enqueue('run-1', ['a/a']);
    await queue.enqueue('run-1', ['a/a']);
    expect(await lease(10)).toEqual([]);
    expect(await queue.complete(first, done)).toBe(true);
    const second = await one();
    expect(second).toMatchObject({ task: 'a/a', attempt: 1 });
    expect(await queue.complete(second, done)).toBe(true);
    expect(await counts()).toEqual({ total: 2, done: 2, failed: 0, waiting: 0, leased: 0 });
  });

  it('keeps a back-off that the upstream asked for, also when the task is enqueued again', async () => {
    await begin(['a/a']);
    await queue.retry(await one(), 300);
    await queue.enqueue('run-1', ['a/a']);
    expect(await lease(1)).toEqual([]);
    expect(await until('the task again', one)).toMatchObject({ task: 'a/a', attempt: 2 });
  });
});

describe('leases and fencing', () => {
  it('gives every task of a race to one worker only', async () => {
    await begin(Array.from({ length: 200 }, (_, index) => `v/p${index}`));
    const leases = (await Promise.all(Array.from({ length: 60 }, () => lease(5)))).flat();
    expect(new Set(leases.map(({ task }) => task)).size).toBe(200);
    expect(leases).toHaveLength(200);
  });

  it('gives the task of a silent worker away, and then takes nothing more from that worker', async () => {
    await begin(['a/a']);
    const late = await one();
    const next = await until('the expired lease', one);
    expect(next.token).toBeGreaterThan(late.token);
    expect(next.attempt).toBe(2);
    expect(await queue.extend([late, next])).toEqual([late]);
    expect(await queue.complete(late, done)).toBe(false);
    expect(await queue.retry(late, 0)).toBe(false);
    expect(await queue.release(late)).toBe(false);
    expect(await counts()).toMatchObject({ done: 0, leased: 1 });
    expect(await queue.complete(next, done)).toBe(true);
  });

  it('keeps a task with a worker that extends its lease', async () => {
    await begin(['a/a']);
    const held = await one();
    const end = performance.now() + 3 * LEASE_MS;
    await until('three leases later', async () => {
      expect(await queue.extend([held])).toEqual([]);
      expect(await lease(1)).toEqual([]);
      return performance.now() > end;
    });
    expect(await queue.complete(held, done)).toBe(true);
  });

  it('never repeats a token, even when Redis came back empty', async () => {
    await begin(['a/a', 'b/b']);
    const before = await lease(2);
    await redis.flushall();
    await begin(['a/a', 'b/b'], 'run-2');
    const tokens = [...before, ...(await lease(2))].map(({ token }) => token);
    expect(tokens).toEqual([...tokens].sort((a, b) => a - b));
    expect(new Set(tokens).size).toBe(4);
    expect(await queue.complete(before[0]!, done)).toBe(false);
  });

  it('puts back what a stopping worker releases, as if it had never been leased', async () => {
    await begin(['a/a']);
    await queue.release(await one());
    expect(await one()).toMatchObject({ attempt: 1 });
  });
});

describe('a run', () => {
  it('adds up what its tasks report, and keeps the newest failures', async () => {
    await begin(Array.from({ length: 60 }, (_, index) => `v/p${index}`));
    for (const held of await lease(60)) {
      const failures = [
        { task: held.task, n: 1 },
        { task: held.task, n: 2 },
      ];
      await queue.complete(held, { outcome: 'failed', counters: { bytes: 10, fetched: 0 }, failures });
    }
    const run = (await queue.run())!;
    expect(run).toMatchObject({ id: 'run-1', sealed: true, total: 60, failed: 60, failures: 120 });
    expect(run.counters).toEqual({ bytes: 600, fetched: 0 });
    expect(run.recentFailures).toHaveLength(100);
    expect(run.recentFailures[0]).toMatchObject({ n: 2 });
  });

  it('is begun by the leader alone, and fed by nobody else', async () => {
    const leader = await begin(['a/a']);
    const other = new Leadership(scripts, 'other', 10_000);
    expect(await other.lead()).toBe(false);
    expect(await queue.beginRun(leader.token - 1, plan('run-2'))).toBe(false);
    expect(await queue.enqueue('run-2', ['b/b'])).toBe(false);
    expect(await queue.seal('run-2')).toBe(false);
    await leader.resign();
    expect(leader.isHeld).toBe(false);
    expect(await other.lead()).toBe(true);
    expect(other.token).toBeGreaterThan(0);
  });

  it('tells workers what it is about, and its end what it needs', async () => {
    await begin(['a/a']);
    expect((await queue.lease(1)).run).toEqual({
      id: 'run-1',
      started: '2026-01-01T00:00:00Z',
      context: 'for workers',
    });
    expect(await queue.run()).toMatchObject(plan('run-1'));
  });

  it('is seen to be gone when Redis lost it', async () => {
    await begin(['a/a']);
    await redis.flushall();
    expect(await queue.run()).toBeUndefined();
    expect(await queue.enqueue('run-1', ['b/b'])).toBe(false);
  });

  it('adds up to what was enqueued, whatever workers do', async () => {
    const patient = new RedisTaskQueue(scripts, 60_000);
    const step = fc.oneof(
      fc.record({ do: fc.constant('enqueue' as const), task: fc.integer({ min: 0, max: 4 }) }),
      fc.record({ do: fc.constantFrom('lease', 'complete', 'retry', 'release'), task: fc.nat(4) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        await redis.flushall();
        await begin(['t/0']);
        const held: Lease[] = [];
        for (const { do: action, task } of steps) {
          if (action === 'enqueue') await queue.enqueue('run-1', [`t/${task}`]);
          else if (action === 'lease') held.push(...(await patient.lease(1)).leases);
          else {
            const lease = held.shift();
            if (lease && action === 'complete') expect(await patient.complete(lease, done)).toBe(true);
            if (lease && action === 'retry') expect(await patient.retry(lease, 0)).toBe(true);
            if (lease && action === 'release') expect(await patient.release(lease)).toBe(true);
          }
        }
        for (const lease of held) expect(await patient.complete(lease, done)).toBe(true);
        const next = async () => (await patient.lease(1)).leases[0];
        for (let last = await next(); last; last = await next()) {
          await patient.complete(last, done);
        }
        const { total, done: finished, waiting, leased } = await counts();
        expect({ finished, waiting, leased }).toEqual({ finished: total, waiting: 0, leased: 0 });
      }),
      { numRuns: 60 },
    );
  });
});

describe('kill -9', () => {
  const startWorker = () => {
    const child = fork(join(import.meta.dirname, 'worker-process.ts'), [
      server.address,
      String(server.port),
      String(LEASE_MS),
    ]);
    children.push(child);
    return child;
  };

  it('of workers and of Redis loses no task and counts none twice', { timeout: 60_000 }, async () => {
    const tasks = Array.from({ length: 400 }, (_, index) => `v/p${index}`);
    await begin(tasks);
    const workers = [startWorker(), startWorker(), startWorker()];
    const doneSoFar = async () => (await queue.run())?.done ?? 0;
    await until('the first tasks', async () => (await doneSoFar()) > 40);
    workers[0]!.kill('SIGKILL');
    await until('more tasks', async () => (await doneSoFar()) > 120);
    await server.kill();
    workers[1]!.kill('SIGKILL');
    await once(workers[1]!, 'exit');
    await server.start();
    await until('all tasks', async () => (await doneSoFar()) >= 400, { timeout: 40_000 });
    expect(await counts()).toEqual({ total: 400, done: 400, failed: 0, waiting: 0, leased: 0 });
    expect((await queue.run())!.counters).toEqual({ fetched: 800 });
  });
});
