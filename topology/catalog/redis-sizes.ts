import type { Platform } from '../plan/plan.ts';
import type { Table } from './table.ts';

/** Usable GiB, and what the cloud calls an instance of that size; ascending. */
export type RedisSize = readonly [gib: number, name: string];

/** Sizes of Redis. Alibaba Cloud: the standard architecture, a primary and a replica. AWS: node types. */
export const redisSizes: Table<Record<Exclude<Platform, 'local'>, readonly RedisSize[]>> = {
  subject: 'sizes of Redis',
  date: '2025-03-01',
  source:
    "the products' lists of instance classes (Tair and Redis OSS-compatible) and node types (ElastiCache)",
  rows: {
    alicloud: [
      [1, 'redis.master.small.default'],
      [2, 'redis.master.mid.default'],
      [4, 'redis.master.stand.default'],
      [8, 'redis.master.large.default'],
      [16, 'redis.master.2xlarge.default'],
      [32, 'redis.master.4xlarge.default'],
    ],
    aws: [
      [0.5, 'cache.t4g.micro'],
      [1.37, 'cache.t4g.small'],
      [3.09, 'cache.t4g.medium'],
      [6.38, 'cache.m7g.large'],
      [12.94, 'cache.m7g.xlarge'],
      [26.05, 'cache.m7g.2xlarge'],
    ],
  },
};

/** The smallest that has as much; `undefined`: none is so large. */
export function redisSizeOf(platform: Exclude<Platform, 'local'>, gib: number): RedisSize | undefined {
  return redisSizes.rows[platform].find(([most]) => most >= gib);
}
