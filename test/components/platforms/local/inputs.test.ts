import { describe, expect, test } from 'vitest';
import {
  bucketInputs,
  loadBalancerInputs,
  networkInputs,
  redisInputs,
  scalingGroupInputs,
} from '../../../../components/platforms/local/inputs.ts';
import { parseReleaseRoot, readReleaseRoot } from '../../../../components/platforms/local/release-root.ts';
import { workloadSettings } from '../../../../components/platforms/local/workload-settings.ts';
import { balancerOf, groupOf, planOf, regionOf } from '../../support/plans.ts';

const plan = planOf('local');
const region = regionOf(plan, 'local');
const serve = groupOf(plan, 'local/mirror-serve');
const sync = groupOf(plan, 'local/mirror-sync');
const site = { mirrorsUrl: 'http://127.1.0.2:8080', filesUrl: 'http://127.1.0.3:8080' };

describe('parts of this machine', () => {
  test('a network without a range leaves it to the provider', () => {
    expect(networkInputs(region.network)).toEqual({ region: 'local', zones: ['local-a', 'local-b'] });
    expect(networkInputs({ ...region.network, cidr: '127.9.0.0/16' }).cidr).toBe('127.9.0.0/16');
  });

  test('a bucket belongs to its network', () => {
    const [node] = region.buckets;
    if (!node) throw new Error('the example has a bucket');
    expect(bucketInputs(node, '127.9.0.0/16')).toEqual({
      region: 'local',
      name: 'mirror',
      network: '127.9.0.0/16',
      access: 'cdn',
      forceDestroy: true,
    });
  });

  test('memory is told in MiB', () => {
    if (!region.redis) throw new Error('the example has a Redis');
    expect(redisInputs(region.redis, '127.9.0.0/16').memoryMiB).toBe(256);
  });

  test('a balancer forwards http to the workload, and ssh to git', () => {
    const node = {
      ...balancerOf(plan, 'local/serve'),
      listeners: [...balancerOf(plan, 'local/serve').listeners, { protocol: 'ssh', port: 2022 } as const],
    };
    expect(loadBalancerInputs(node, '127.9.0.0/16')).toMatchObject({
      listeners: [
        { name: 'http', port: 8080, targetPort: 8080 },
        { name: 'ssh', port: 2022, targetPort: 2222 },
      ],
      healthPath: '/healthz',
    });
  });

  test('a balancer asks for the path that the file says', () => {
    const { health, ...node } = balancerOf(plan, 'local/serve');
    const asking = { ...node, health: { ...health, path: '/status' } };
    expect(loadBalancerInputs(asking, '127.9.0.0/16')).toMatchObject({ healthPath: '/status' });
  });

  test('a group has its bounds, its balancers and the release it follows', () => {
    const settings = workloadSettings(serve, plan.mirror, undefined, site);
    const inputs = scalingGroupInputs(
      serve,
      ['local-a'],
      '127.9.0.0/16',
      { bucket: 'local/mirror', epoch: 3 },
      settings,
    );
    expect(inputs).toMatchObject({
      capacity: { owner: 'iac', min: 2, max: 4, desired: 2 },
      loadBalancers: ['local/serve'],
      drainSeconds: 10,
      release: { bucket: 'local/mirror', channel: 'services', epoch: 3 },
    });
  });
});

describe('settings of workloads', () => {
  test('the sync knows its upstream, where it publishes and its queue', () => {
    expect(workloadSettings(sync, plan.mirror, 'http://127.1.0.9:8081', site)).toMatchObject({
      kind: 'mirror-sync',
      composer: { upstream: 'http://127.1.0.9:8081', only: [] },
      filesUrl: site.filesUrl,
      publishTo: ['local/mirror'],
      redis: 'local/redis',
    });
  });

  test('serving knows its bucket and both edges', () => {
    expect(workloadSettings(serve, plan.mirror, undefined, site)).toEqual({
      kind: 'mirror-serve',
      bucket: 'local/mirror',
      ...site,
    });
  });

  test('what the site lacks is named', () => {
    expect(() => workloadSettings(serve, plan.mirror, undefined, {})).toThrow(
      'local/mirror-serve: workload mirror-serve needs cdn.mirrors in the site',
    );
    const { redis: _, ...without } = sync;
    expect(() => workloadSettings(without, plan.mirror, 'http://u', site)).toThrow(
      'needs regions.local.redis',
    );
  });
});

describe('the root of the release', () => {
  const root = 'a1'.repeat(32);

  test('is read from what set-up wrote', () => {
    expect(parseReleaseRoot(JSON.stringify({ root }), 'release.json')).toBe(root);
  });

  test.each(['', 'null', '{}', '{"root": 1}', '{"root": "abc"}'])(
    '%j is refused, with the way out',
    (text) => {
      expect(() => parseReleaseRoot(text, 'release.json')).toThrow(
        /release\.json should hold.*npm run setup/,
      );
    },
  );

  test('missing, it names the command that makes it', () => {
    expect(() => readReleaseRoot('/nowhere/release.json')).toThrow('/nowhere/release.json is missing');
    expect(() => readReleaseRoot('/nowhere/release.json')).toThrow('npm run setup');
  });
});
