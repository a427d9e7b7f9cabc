import { describe, expect, test } from 'vitest';
import { accessPolicy } from '../../../../components/platforms/alicloud/access-policy.ts';
import { bucketArgs, bucketHost, bucketName } from '../../../../components/platforms/alicloud/bucket-args.ts';
import { domainArgs, edgeFunctions } from '../../../../components/platforms/alicloud/cdn-args.ts';
import { imageId } from '../../../../components/platforms/alicloud/images.ts';
import { providerArgs } from '../../../../components/platforms/alicloud/provider-args.ts';
import { instanceClass, redisArgs } from '../../../../components/platforms/alicloud/redis-args.ts';
import { scalingRuleArgs } from '../../../../components/platforms/alicloud/scaling-rule-args.ts';
import { bucketNode } from '../../../../components/lookup.ts';
import { groupOf, planOf, regionOf } from '../../support/plans.ts';

const plan = planOf('cn-prod');
const hangzhou = regionOf(plan, 'cn-hangzhou');
const mirror = bucketNode(plan, 'cn-hangzhou/mirror');
const [mirrors, files] = plan.cdn;
if (mirrors?.name !== 'mirrors' || files?.name !== 'files') throw new Error('the example has both edges');

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

  test.each([
    [0.25, 'redis.master.small.default'],
    [1, 'redis.master.small.default'],
    [3, 'redis.master.stand.default'],
    [32, 'redis.master.4xlarge.default'],
  ])('of %d GiB takes the smallest class that holds it', (memoryGiB, expected) => {
    expect(instanceClass({ ...node, memoryGiB })).toBe(expected);
  });

  test('larger than any class has no class', () => {
    expect(() => instanceClass({ ...node, memoryGiB: 64 })).toThrow(/alicloud has no Redis of 64 GiB/);
  });

  test('keeps its tasks when it is full', () => {
    const args = redisArgs(plan, node, hangzhou.network, 'vsw-1', 'password');
    expect(args.config).toMatchObject({ 'maxmemory-policy': 'noeviction' });
    expect(args).toMatchObject({ zoneId: 'cn-hangzhou-i', secondaryZoneId: 'cn-hangzhou-j' });
  });
});

describe('edges', () => {
  const origin = {
    kind: 'bucket',
    id: mirror.id,
    host: 'b.example',
    port: 443,
    protocol: 'https',
    path: '',
  } as const;

  test('use nodes on the mainland only with an ICP number', () => {
    expect(domainArgs(plan, files, [origin]).scope).toBe('global');
    if (!plan.domain) throw new Error('the example has a domain');
    const { icp: _, ...domain } = plan.domain;
    expect(domainArgs({ ...plan, domain }, files, [origin]).scope).toBe('overseas');
  });

  test('in front of buckets sign their requests and ask for keys', () => {
    const names = edgeFunctions(files).map(({ functionName }) => functionName);
    expect(names).toEqual(
      expect.arrayContaining(['l2_oss_key', 'back_to_origin_url_rewrite', 'https_force']),
    );
    const rewrite = edgeFunctions(files).find(({ key }) => key === 'bucket-keys');
    const value = (name: string) =>
      rewrite?.functionArgs.find(({ argName }) => argName === name)?.argValue ?? '';
    const key = '/composer/p2/a/b~dev.json'.replace(new RegExp(value('source_url')), value('target_url'));
    expect(key).toBe('/public/composer/p2/a/=b~dev.json');
  });

  test('let what they fetch say for how long it may be kept', () => {
    const rules = [mirrors, files]
      .flatMap(edgeFunctions)
      .filter(({ functionName }) => functionName === 'path_based_ttl_set');
    expect(rules.map(({ key }) => key)).toEqual(['ttl-root', 'ttl-metadata', 'ttl-dists']);
    for (const { functionArgs } of rules) {
      expect(functionArgs).toContainEqual({ argName: 'swift_origin_cache_high', argValue: 'on' });
    }
  });

  test('in front of balancers leave the path alone', () => {
    expect(edgeFunctions(mirrors).map(({ functionName }) => functionName)).not.toContain(
      'back_to_origin_url_rewrite',
    );
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
