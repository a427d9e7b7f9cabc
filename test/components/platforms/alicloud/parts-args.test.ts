import { describe, expect, test } from 'vitest';
import { accessPolicy } from '../../../../components/platforms/alicloud/access-policy.ts';
import { bucketArgs, bucketHost, bucketName } from '../../../../components/platforms/alicloud/bucket-args.ts';
import { imageId } from '../../../../components/platforms/alicloud/images.ts';
import { providerArgs } from '../../../../components/platforms/alicloud/provider-args.ts';
import { instanceClass, redisArgs } from '../../../../components/platforms/alicloud/redis-args.ts';
import { scalingRuleArgs } from '../../../../components/platforms/alicloud/scaling-rule-args.ts';
import { bucketNode } from '../../../../components/lookup.ts';
import { groupOf, planOf, regionOf } from '../../support/plans.ts';
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

  test('is stored in several zones in production alone', () => {
    expect(bucketArgs(plan, mirror).redundancyType).toBe('ZRS');
    expect(bucketArgs({ ...plan, stage: 'staging' }, mirror).redundancyType).toBe('LRS');
  });

  test('has a host of the region, within it or outside', () => {
    expect(bucketHost('b', 'cn-beijing', 'internal')).toBe('b.oss-cn-beijing-internal.aliyuncs.com');
    expect(bucketHost('b', 'cn-beijing', 'public')).toBe('b.oss-cn-beijing.aliyuncs.com');
  });
});

test('a role names its buckets, and no wildcard stands for a bucket or an action', () => {
  for (const region of plan.regions) {
    for (const group of region.groups) {
      const policy = JSON.parse(accessPolicy(plan, group)) as {
        Statement: { Action: string[]; Resource: string[] }[];
      };
      for (const { Action, Resource } of policy.Statement) {
        for (const action of Action) expect(action).not.toContain('*');
        for (const resource of Resource)
          expect(resource).toMatch(/^acs:oss:\*:1234567890123456:cn-prod-[a-z0-9-]+(\/\*)?$/);
      }
    }
  }
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

test('a rule tracks the metric of the cloud, or one that the instances report for their group', () => {
  const git = groupOf(plan, 'cn-hangzhou/git');
  const sync = groupOf(plan, 'cn-hongkong/mirror-sync');
  const [cpu] = git.rules;
  const [backlog] = sync.rules;
  if (cpu?.kind !== 'track' || backlog?.kind !== 'track') throw new Error('the example has both rules');
  expect(scalingRuleArgs(plan, git, cpu, 'asg-1')).toMatchObject({
    scalingRuleType: 'TargetTrackingScalingRule',
    metricName: 'CpuUtilization',
    targetValue: 60,
  });
  expect(scalingRuleArgs(plan, sync, backlog, 'asg-2')).toMatchObject({
    metricType: 'hybrid',
    targetValue: 500,
    hybridMetrics: [{ metricName: 'backlog_per_instance', dimensions: [{ dimensionValue: sync.id }] }],
  });
});
