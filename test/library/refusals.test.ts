import { output } from '@pulumi/pulumi';
import { describe, expect, it } from 'vitest';
import { RefusedError, type ScalingGroupArgs } from '../../library/index.ts';
import { MirrorRegion } from '../../library/mirror-region.ts';
import type { CloudRegion } from '../../library/region.ts';
import { alicloudRegion, awsRegion, programOf, workers } from './support.ts';

/** What is refused of a program, as `argument code`. */
async function refused(build: () => void): Promise<string[]> {
  let found: RefusedError | undefined;
  await programOf(() => {
    try {
      build();
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      found = error;
    }
  });
  return (found?.refusals ?? []).map(({ argument, code }) => `${argument} ${code}`).sort();
}

const group = (args: Partial<ScalingGroupArgs>, region: () => CloudRegion = awsRegion) =>
  refused(() => void workers(region(), args));

describe('arguments are refused', () => {
  it('all at once, by code and argument', async () => {
    const found = await group({
      capacity: { owner: 'autoscaler', min: 9, max: 6 },
      instanceTypes: ['ecs.g8i.large'],
      rules: [{ track: 'cpu' }],
      hooks: { join: { on: 'launch', timeout: '1s' } },
    });
    expect(found).toEqual([
      'capacity.min capacity/min-exceeds-max',
      'hooks.join.timeout hook/timeout',
      'instanceTypes[0] group/instance-type-of-platform',
      'rules[0].track rule/word-missing',
    ]);
  });

  it('with the value, what is allowed and a fix, and no stack trace', () => {
    const refusal = { code: 'a/b', argument: 'capacity.min', message: 'min 9 exceeds max', fix: 'at most 6' };
    const error = new RefusedError('ScalingGroup workers', [refusal]);
    expect(error.message).toBe(
      'ScalingGroup workers is refused\n\n  capacity.min  a/b\n    min 9 exceeds max\n    fix: at most 6',
    );
    expect(error.hideStack).toBe(true);
  });

  it('where they are unknown words, or Outputs where only a plain value will do', async () => {
    const odd = { spto: true, spot: output(true) } as unknown as Partial<ScalingGroupArgs>;
    expect(await group(odd)).toEqual(['spot schema/type', 'spto schema/unknown-key']);
  });

  it('beside Outputs that are not known yet, which are in nobody’s way', async () => {
    const never = output(new Promise<number>(() => undefined));
    const capacity = { owner: 'autoscaler' as const, min: 2, max: never };
    const rules = [{ track: 'cpu' as const, target: 60 }];
    const found = await refused(() => {
      workers(awsRegion(), { capacity, rules, hooks: { join: { on: 'launch', timeout: '1s' } } });
    });
    expect(found).toEqual(['hooks.join.timeout hook/timeout']);
  });

  it('but never for what only stands for an Output', async () => {
    const capacity = { owner: 'iac', min: 5000, max: Promise.resolve(6000), desired: 5000 } as const;
    expect(await group({ capacity })).toEqual([]);
  });

  it('where the region has no such zone', async () => {
    const instanceSubnets = { 'us-east-1a': 'subnet-1' };
    const found = await refused(() => void awsRegion({ instanceSubnets }));
    expect(found).toEqual(['region.network.zones[0] network/zone-of-other-region']);
  });

  it('where the network can’t bear the balancer', async () => {
    const loadBalancers = { web: { listeners: { http: 80 }, deny: ['198.51.100.0/24'] } };
    const found = await refused(() => void workers(awsRegion({ edgeSubnets: {} }), { loadBalancers }));
    expect(found).toEqual([
      'loadBalancers.web network/no-edge-subnets',
      'loadBalancers.web.deny lb/deny-of-network',
    ]);
  });

  it('where only the command could honour them', async () => {
    const attach = [{ id: 'i-0123456789abcdef0', entrusted: true }];
    const args = { attach } as unknown as Partial<ScalingGroupArgs>;
    expect(await group(args)).toEqual(['attach platform/word-not-honoured']);
    expect(await group({ refresh: {} }, alicloudRegion)).toContain('refresh platform/word-not-honoured');
  });

  it('where the cloud has no such thing', async () => {
    expect(await group({ targetGroupArns: ['arn:own'] }, alicloudRegion)).toEqual([
      'targetGroupArns platform/word-not-honoured',
    ]);
  });

  it('of a mirror whose region has no domain and whose key is none', async () => {
    const serve = {
      image: 'debian-12',
      instanceTypes: ['m7i.large'],
      capacity: { owner: 'iac', min: 3, max: 2, desired: 2 },
    } as const;
    const found = await refused(() => {
      new MirrorRegion('packages', {
        region: awsRegion(),
        composer: { upstream: 'https://repo.packagist.org' },
        releases: { signingKey: 'none' },
        serve: { ...serve, instanceTypes: [...serve.instanceTypes] },
      });
    });
    expect(found).toEqual([
      'region.domain cdn/domain-missing',
      'releases.signingKey release/not-a-signing-key',
      'serve.capacity.min capacity/min-exceeds-max',
    ]);
  });
});
