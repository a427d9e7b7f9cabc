import { describe, expect, test } from 'vitest';
import {
  cacheLives,
  cachePolicyArgs,
  distributionArgs,
} from '../../../../components/platforms/aws/cdn-args.ts';
import type { EdgeOrigin } from '../../../../components/platform.ts';
import { planOf } from '../../support/plans.ts';

const plan = planOf('staging');
const [mirrors, files] = plan.cdn;
if (mirrors?.name !== 'mirrors' || files?.name !== 'files') throw new Error('the example has both edges');
const policies = { short: 'p-short', long: 'p-long' };
const bucket: EdgeOrigin = {
  kind: 'bucket',
  id: 'eu-central-1/mirror',
  host: 'b.s3',
  port: 443,
  protocol: 'https',
  path: '',
};
const balancer: EdgeOrigin = {
  kind: 'loadBalancer',
  id: 'eu-central-1/serve',
  host: 'lb',
  port: 80,
  protocol: 'http',
  path: '',
};
const buckets = { accessControlId: 'oac-1', keysFunctionArn: 'arn:keys' };

describe('the edge in front of buckets', () => {
  const args = distributionArgs(plan, files, [bucket], { policies, buckets });

  test('serves its own name, by TLS alone', () => {
    expect(args).toMatchObject({
      aliases: ['files.staging.example.com'],
      viewerCertificate: {
        acmCertificateArn:
          'arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000',
      },
    });
  });

  test('signs its requests', () => {
    expect(args.origins).toEqual([
      { originId: 'eu-central-1/mirror', domainName: 'b.s3', originAccessControlId: 'oac-1' },
    ]);
  });

  test('keeps dists for as long as they say, and metadata for minutes', () => {
    expect(args.defaultCacheBehavior).toMatchObject({ cachePolicyId: 'p-short' });
    expect(args.orderedCacheBehaviors).toEqual([
      expect.objectContaining({ pathPattern: '/composer/dists/*', cachePolicyId: 'p-long' }),
    ]);
    expect(cachePolicyArgs(plan, files, 'long')).toMatchObject({ minTtl: 0, maxTtl: 31_536_000 });
    expect(cachePolicyArgs(plan, files, 'short').maxTtl).toBe(300);
  });

  test('takes any query for the same file', () => {
    expect(cachePolicyArgs(plan, files, 'long')).toMatchObject({
      parametersInCacheKeyAndForwardedToOrigin: { queryStringsConfig: { queryStringBehavior: 'none' } },
    });
  });
});

describe('the edge in front of balancers', () => {
  test('fetches by HTTP from the listener, and falls back to the second origin', () => {
    const second = { ...balancer, id: 'eu-west-1/serve' };
    const args = distributionArgs(plan, mirrors, [balancer, second], { policies });
    expect(args.originGroups).toEqual([
      {
        originId: 'all',
        failoverCriteria: { statusCodes: [500, 502, 503, 504] },
        members: [{ originId: 'eu-central-1/serve' }, { originId: 'eu-west-1/serve' }],
      },
    ]);
    expect(args.defaultCacheBehavior).toMatchObject({ targetOriginId: 'all' });
    expect(args.origins).toContainEqual(
      expect.objectContaining({ customOriginConfig: expect.objectContaining({ httpPort: 80 }) as object }),
    );
  });

  test('hands on what the change feed is asked by, and has no use for a long life', () => {
    expect(cacheLives(mirrors)).toEqual(['short']);
    expect(cachePolicyArgs(plan, mirrors, 'short')).toMatchObject({
      parametersInCacheKeyAndForwardedToOrigin: {
        queryStringsConfig: { queryStringBehavior: 'whitelist', queryStrings: { items: ['since'] } },
      },
    });
  });

  test('refuses a third origin, which CloudFront would not take', () => {
    const three = [balancer, balancer, balancer];
    expect(() => distributionArgs(plan, mirrors, three, { policies })).toThrow(
      /3 origins; CloudFront takes 2/,
    );
  });
});
