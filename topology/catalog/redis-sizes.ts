import type { Platform } from '../plan/plan.ts';
import type { Table } from './table.ts';

/** Usable GiB, and what the cloud calls an instance of that size; ascending. */
export type RedisSize = readonly [gib: number, name: string];

/**
 * Sizes of Redis. Alibaba Cloud: cloud-native, standard architecture, a primary and a replica: the classes that are
 * offered with version 7.0, unlike the classic `redis.master.*`. AWS: node types.
 */
export const redisSizes: Table<Record<Exclude<Platform, 'local'>, readonly RedisSize[]>> = {
  subject: 'sizes of Redis',
  date: '2026-11-22',
  source:
    'https://www.alibabacloud.com/help/en/redis/product-overview/instance-types-of-cloud-native-community-edition-instances; ' +
    'ElastiCache: the list of node types',
  rows: {
    alicloud: [
      [0.25, 'redis.shard.micro.ce'],
      [1, 'redis.shard.small.2.ce'],
      [2, 'redis.shard.mid.2.ce'],
      [4, 'redis.shard.large.ce'],
      [8, 'redis.shard.xlarge.ce'],
      [16, 'redis.shard.2xlarge.ce'],
      [24, 'redis.shard.3xlarge.ce'],
      [32, 'redis.shard.4xlarge.ce'],
      [64, 'redis.shard.8xlarge.ce'],
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
