import { describe, expect, test } from 'vitest';
import type { EdgeOrigin } from '../../../../components/platform.ts';
import { domainArgs, edgeProtocol } from '../../../../components/platforms/alicloud/cdn-args.ts';
import { edgeFunctions } from '../../../../components/platforms/alicloud/edge-functions.ts';
import type { Plan } from '../../../../topology/plan/plan.ts';
import { planOf } from '../../support/plans.ts';

const plan = planOf('cn-prod');
const [mirrors, files] = plan.cdn;
if (mirrors?.name !== 'mirrors' || files?.name !== 'files') throw new Error('the example has both edges');

const balancer = (id: string): EdgeOrigin => ({
  kind: 'loadBalancer',
  id,
  host: `${id}.example`,
  port: 80,
  protocol: 'http',
  path: '',
});
const bucket: EdgeOrigin = {
  kind: 'bucket',
  id: 'cn-hangzhou/mirror',
  host: 'b.example',
  port: 443,
  protocol: 'https',
  path: '',
};

describe('the origins of an edge', () => {
  test('are asked in their order: the first serves, the rest step in', () => {
    const origins = [balancer('cn-beijing/serve'), balancer('cn-hangzhou/serve')];
    expect(domainArgs(plan, mirrors, origins).sources).toMatchObject([
      { content: 'cn-beijing/serve.example', priority: 20 },
      { content: 'cn-hangzhou/serve.example', priority: 30 },
    ]);
  });

  test.each([
    ['a classic balancer by its address', balancer('cn-hangzhou/serve'), 'ipaddr'],
    ['a network balancer by its name', balancer('cn-hangzhou/git'), 'domain'],
    ['a bucket as one', bucket, 'oss'],
  ])('%s', (_, origin, type) => {
    expect(domainArgs(plan, mirrors, [origin]).sources).toMatchObject([{ type }]);
  });

  test('in another cloud are known by name, unless they are buckets, whose requests the edge cannot sign', () => {
    const [first, ...regions] = plan.regions;
    if (!first) throw new Error('the example has regions');
    const hybrid: Plan = { ...plan, regions: [{ ...first, platform: 'aws' }, ...regions] };
    expect(domainArgs(hybrid, mirrors, [balancer(`${first.name}/serve`)]).sources).toMatchObject([
      { type: 'domain' },
    ]);
    expect(() => domainArgs(hybrid, files, [{ ...bucket, id: `${first.name}/mirror` }])).toThrow(
      'signs its requests to OSS alone',
    );
  });

  test.each([
    ['https', 8443],
    ['http', 443],
  ] as const)('of %s on port %i are refused: the port says the protocol', (protocol, port) => {
    const origin = { ...balancer('cn-hangzhou/serve'), protocol, port };
    expect(() => domainArgs(plan, mirrors, [origin])).toThrow(`listens for ${protocol} on ${port}`);
  });
});

test('nodes on the mainland serve only with an ICP number', () => {
  expect(domainArgs(plan, files, [bucket]).scope).toBe('global');
  if (!plan.domain) throw new Error('the example has a domain');
  const { icp: _, ...domain } = plan.domain;
  expect(domainArgs({ ...plan, domain }, files, [bucket]).scope).toBe('overseas');
});

describe('clients reach an edge', () => {
  const names = (tls: boolean) => edgeFunctions(mirrors, tls).map(({ functionName }) => functionName);

  test('with a certificate by HTTPS, of TLS 1.2 or newer', () => {
    expect(edgeProtocol(plan)).toBe('https');
    expect(names(true)).toEqual(expect.arrayContaining(['https_force', 'https_tls_version']));
    expect(domainArgs(plan, mirrors, []).certificateConfig).toMatchObject({
      certId: '12345678',
      certRegion: 'cn-hangzhou',
    });
  });

  test('without one by HTTP: it would send them where nobody answers', () => {
    const bare: Plan = { ...plan, domain: { name: 'example.cn', certificates: {}, dns: { mode: 'none' } } };
    expect(edgeProtocol(bare)).toBe('http');
    expect(names(false)).not.toContain('https_force');
    expect(domainArgs(bare, mirrors, [])).not.toHaveProperty('certificateConfig');
  });
});

describe('the functions of an edge', () => {
  test('in front of buckets sign its requests, keep to TLS and ask for keys', () => {
    const functions = edgeFunctions(files, true);
    const value = (key: string, name: string) =>
      functions.find((one) => one.key === key)?.functionArgs.find(({ argName }) => argName === name)
        ?.argValue ?? '';
    expect(value('private-bucket', 'private_oss_auth')).toBe('on');
    expect(value('origin-tls', 'scheme_origin')).toBe('https');
    const source = new RegExp(value('bucket-keys', 'source_url'));
    const key = '/composer/p2/a/b~dev.json'.replace(source, value('bucket-keys', 'target_url'));
    expect(key).toBe('/public/composer/p2/a/=b~dev.json');
  });

  test('keep the root and p2 briefly and dists for ever, where what they fetch says nothing itself', () => {
    const rules = [mirrors, files]
      .flatMap((node) => edgeFunctions(node, true))
      .filter(({ functionName }) => functionName === 'path_based_ttl_set')
      .map(({ key, functionArgs }) => [
        key,
        Object.fromEntries(functionArgs.map((one) => [one.argName, one.argValue])),
      ]);
    expect(Object.fromEntries(rules)).toMatchObject({
      'ttl-root': { path: '/', ttl: '60', swift_origin_cache_high: 'on' },
      'ttl-metadata': { path: '/composer/p2/', ttl: '60', swift_origin_cache_high: 'on' },
      'ttl-dists': { path: '/composer/dists/', ttl: '31536000', swift_origin_cache_high: 'on' },
    });
  });

  test('in front of balancers leave the path alone', () => {
    expect(edgeFunctions(mirrors, true).map(({ functionName }) => functionName)).not.toContain(
      'back_to_origin_url_rewrite',
    );
  });

  test('are told apart by their keys', () => {
    for (const node of [mirrors, files]) {
      const keys = edgeFunctions(node, true).map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });
});
