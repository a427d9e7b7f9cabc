import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { KEYS, scripts, type ScriptName } from './scripts.ts';

/** Runs the queue's scripts; a Redis that restarted has forgotten them and is told again. */
export class RedisScripts {
  readonly #redis: Redis;
  readonly #keys: string[];
  readonly #digests = new Map<ScriptName, string>();

  /** @param name of the queue; in braces, so that a cluster keeps all of its keys in one slot */
  constructor(redis: Redis, name: string) {
    this.#redis = redis;
    this.#keys = KEYS.map((key) => `{skerry:${name}}:${key}`);
  }

  async run(name: ScriptName, ...values: (string | number)[]): Promise<unknown> {
    const source = scripts[name];
    const digest = this.#digests.get(name) ?? createHash('sha1').update(source).digest('hex');
    this.#digests.set(name, digest);
    try {
      return await this.#redis.evalsha(digest, this.#keys.length, ...this.#keys, ...values);
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
      return await this.#redis.eval(source, this.#keys.length, ...this.#keys, ...values);
    }
  }
}
