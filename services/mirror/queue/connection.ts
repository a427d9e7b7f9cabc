import { readFile } from 'node:fs/promises';
import { Redis } from 'ioredis';
import type { RedisConfig } from '../settings.ts';

/** A command that has no answer by then has failed; whoever sent it decides what next. */
const COMMAND_MS = 5_000;
const RECONNECT_MS = 500;

/** Connects, and connects again for ever; commands fail soon while Redis is away. */
export async function connectRedis(config: RedisConfig, onError: (error: Error) => void): Promise<Redis> {
  const { host, port, tls, passwordFile } = config;
  const password = passwordFile === undefined ? undefined : (await readFile(passwordFile, 'utf8')).trim();
  const redis = new Redis({
    host,
    port,
    ...(password === undefined ? {} : { password }),
    ...(tls === true && { tls: { servername: host } }),
    commandTimeout: COMMAND_MS,
    maxRetriesPerRequest: 1,
    // What is said in one breath goes out in one piece: a package's end and the lease of the next one.
    enableAutoPipelining: true,
    retryStrategy: () => RECONNECT_MS,
  });
  redis.on('error', onError);
  return redis;
}
