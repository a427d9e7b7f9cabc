/** A worker that works on two tasks at a time until it is killed. */
import { setTimeout as delay } from 'node:timers/promises';
import { connectRedis } from '../../../../services/mirror/queue/connection.ts';
import { RedisScripts } from '../../../../services/mirror/queue/redis-scripts.ts';
import { RedisTaskQueue } from '../../../../services/mirror/queue/redis-task-queue.ts';

const [host, port, leaseMs] = process.argv.slice(2);
const redis = await connectRedis({ host: host!, port: Number(port) }, () => undefined);
const queue = new RedisTaskQueue(new RedisScripts(redis, 'test'), Number(leaseMs));
process.on('disconnect', () => process.exit());

for (;;) {
  try {
    const { leases } = await queue.lease(2);
    await delay(leases.length > 0 ? 10 : 50);
    for (const lease of leases) {
      await queue.complete(lease, { outcome: 'done', counters: { fetched: 2 }, failures: [] });
    }
  } catch {
    // Redis is away for a moment: that is what the test is about.
    await delay(50);
  }
}
