import { describe, expect, test } from 'vitest';
import {
  bucketArgs,
  bucketHost,
  bucketName,
  bucketPolicy,
  logBucketArgs,
} from '../../../../components/platforms/alicloud/bucket-args.ts';
import { imageId } from '../../../../components/platforms/alicloud/images.ts';
import { providerArgs } from '../../../../components/platforms/alicloud/provider-args.ts';
import { instanceClass, redisArgs } from '../../../../components/platforms/alicloud/redis-args.ts';
import { bucketNode } from '../../../../components/lookup.ts';
import { planOf, regionOf } from '../../support/plans.ts';
import { promiseOf } from '../../support/promise-of.ts';

const plan = planOf('cn-prod');
const hangzhou = regionOf(plan, 'cn-hangzhou');
const mirror = bucketNode(plan, 'cn-hangzhou/mirror');

test('the provider is told its region, the kind of account and the role, and asks nothing', () => {
  expect(providerArgs(plan, 'cn-beijing')).toEqual({
    region: 'cn-beijing',
    accountType: 'Domestic',
    skipRegionValidation: true,
    assumeRole: { roleArn: 'acs:ram::1234567890123456:role/skerry-deploy', sessionName: 'skerry-cn-prod' },
  });
});

describe('a bucket', () => {
  test('has a name that no other account is likely to have', () => {
    expect(bucketName(plan, mirror)).toMatch(/^cn-prod-cn-hangzhou-mirror-[0-9a-f]{8}$/);
  });

  test.each([
    ['production', 'cn-hangzhou', 'ZRS'],
    ['staging', 'cn-hangzhou', 'LRS'],
    ['production', 'cn-qingdao', 'LRS'],
  ] as const)('of %s in %s is stored as %s', (stage, region, redundancyType) => {
    expect(bucketArgs({ ...plan, stage }, { ...mirror, region }, 'log').redundancyType).toBe(redundancyType);
  });

  test('throws away what was never uploaded whole, and logs who reads and writes', () => {
    expect(bucketArgs(plan, mirror, 'log')).toMatchObject({
      serverSideEncryptionRule: { sseAlgorithm: 'AES256' },
      lifecycleRules: [{ enabled: true, abortMultipartUploads: [{ days: 3 }] }],
      logging: { targetBucket: 'log', targetPrefix: 'mirror/' },
    });
    expect(bucketArgs(plan, mirror, 'log')).not.toHaveProperty('versioning');
  });

  test("has a log that ends, which bears no name of a site's own buckets", () => {
    const log = logBucketArgs(plan, 'cn-hangzhou');
    expect(log).toMatchObject({ lifecycleRules: [{}, { expirations: [{ days: 90 }] }] });
    expect(log).not.toHaveProperty('logging');
    expect(log.bucket).toMatch(/^cn-prod-cn-hangzhou-buckets-log-[0-9a-f]{8}$/);
  });

  test('is spoken to by TLS alone, and an append-only one loses nothing', () => {
    const statements = (appendOnly: boolean) =>
      (
        JSON.parse(bucketPolicy(plan, 'cn-beijing', 'b', appendOnly)) as {
          Statement: Record<string, unknown>[];
        }
      ).Statement;
    const [plainText] = statements(false);
    expect(statements(false)).toHaveLength(1);
    expect(plainText).toMatchObject({
      Effect: 'Deny',
      Resource: ['acs:oss:oss-cn-beijing:1234567890123456:b', 'acs:oss:oss-cn-beijing:1234567890123456:b/*'],
      Condition: { Bool: { 'acs:SecureTransport': ['false'] } },
    });
    expect(statements(true)[1]).toMatchObject({
      Effect: 'Deny',
      Principal: ['*'],
      Action: ['oss:DeleteObject', 'oss:DeleteObjectVersion'],
    });
  });

  test('has a host of the region, within it or outside', () => {
    expect(bucketHost('b', 'cn-beijing', 'internal')).toBe('b.oss-cn-beijing-internal.aliyuncs.com');
    expect(bucketHost('b', 'cn-beijing', 'public')).toBe('b.oss-cn-beijing.aliyuncs.com');
  });
});

describe('Redis', () => {
  const node = hangzhou.redis;
  if (!node) throw new Error('the example has a Redis');
  const core = { id: 'vsw-1', zoneId: 'cn-hangzhou-i' };

  test.each([
    [0.25, 'redis.shard.micro.ce'],
    [1, 'redis.shard.small.2.ce'],
    [3, 'redis.shard.large.ce'],
    [64, 'redis.shard.8xlarge.ce'],
  ])('of %d GiB takes the smallest class that holds it', (memoryGiB, expected) => {
    expect(instanceClass({ ...node, memoryGiB })).toBe(expected);
  });

  test('larger than any class has no class', () => {
    expect(() => instanceClass({ ...node, memoryGiB: 65 })).toThrow(/alicloud has no Redis of 65 GiB/);
  });

  test('keeps its tasks when it is full', () => {
    const args = redisArgs(plan, node, hangzhou.network, core, 'password');
    expect(args.config).toMatchObject({ 'maxmemory-policy': 'noeviction' });
  });

  test('stands where its vSwitch does, its replica in another zone, also when the site has dropped its first', async () => {
    const [, ...subnets] = hangzhou.network.subnets;
    for (const network of [hangzhou.network, { ...hangzhou.network, subnets }]) {
      const args = redisArgs(plan, node, network, core, 'password');
      expect(args).toMatchObject({ zoneId: 'cn-hangzhou-i', vswitchId: 'vsw-1' });
      expect(await promiseOf(args.secondaryZoneId)).toBe('cn-hangzhou-j');
    }
  });
});

describe('images', () => {
  test.each([
    ['debian-12', /^debian_12_.*\.vhd$/],
    ['m-bp1abc', /^m-bp1abc$/],
    ['own_20260101.vhd', /^own_20260101\.vhd$/],
  ])('%s is known', (image, id) => {
    expect(imageId(image, 'group')).toMatch(id);
  });

  test('another name, which the checks refuse, has no id', () => {
    expect(() => imageId('debian-7', 'cn-hangzhou/git')).toThrow(
      'cn-hangzhou/git: alicloud has no image debian-7',
    );
  });
});
