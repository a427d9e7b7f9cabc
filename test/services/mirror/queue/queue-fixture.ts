import type { Redis } from 'ioredis';
import { connectRedis } from '../../../../services/mirror/queue/connection.ts';
import { RedisScripts } from '../../../../services/mirror/queue/redis-scripts.ts';
import { RedisTaskQueue } from '../../../../services/mirror/queue/redis-task-queue.ts';
import { startRedisServer, type RedisServer } from '../../../support/redis-server.ts';

/** A queue on a real redis-server of its own. */
export interface QueueFixture {
  server: RedisServer;
  redis: Redis;
  scripts: RedisScripts;
  queue: RedisTaskQueue;
  stop(): Promise<void>;
}

export async function startQueue(leaseMs: number): Promise<QueueFixture> {
  const server = await startRedisServer();
  const redis = await connectRedis({ host: server.address, port: server.port }, () => undefined);
  const scripts = new RedisScripts(redis, 'test');
  const queue = new RedisTaskQueue(scripts, leaseMs);
  const stop = async () => {
    redis.disconnect();
    await server.stop();
  };
  return { server, redis, scripts, queue, stop };
}
