import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../topology/plan/plan.ts';
import { parseStackFile } from '../../../topology/load/parse.ts';
import { analyseEdited, analyseText } from '../support/analyse.ts';
import { aws, cloud, local, type Edit } from '../support/sites.ts';

function planOf(text: string): Plan {
  const { plan, diagnostics } = analyseText(text);
  if (!plan) throw new Error(JSON.stringify(diagnostics));
  return plan;
}

const group = (plan: Plan, id: string) => {
  const found = plan.regions.flatMap(({ groups }) => groups).find((node) => node.id === id);
  if (!found) throw new Error(`no group ${id}`);
  return found;
};

describe('the plan of a site', () => {
  const plan = planOf(cloud);

  it('has every default applied', () => {
    expect(plan.timeZone).toBe('UTC');
    expect(plan.tags).toEqual({});
    expect(plan.mirror?.composer.only).toEqual([]);
    expect(plan.regions[0]?.loadBalancers.map(({ type, deny, allow }) => ({ type, deny, allow }))).toEqual([
      { type: 'nlb', deny: ['198.51.100.0/24'], allow: 'any' },
      { type: 'clb', deny: [], allow: 'any' },
    ]);
    expect(plan.regions[0]?.buckets[1]).toMatchObject({
      access: 'private',
      appendOnly: false,
      forceDestroy: false,
    });
    expect(planOf(local).regions[0]?.redis?.memoryGiB).toBe(1);
    expect(group(plan, 'cn-hangzhou/git')).toMatchObject({
      spot: false,
      image: 'debian-12',
      instanceTypes: ['ecs.g8i.large'],
      rules: [],
      warmUpSeconds: 300,
      cooldownSeconds: 300,
      spread: 'cost',
      removal: ['oldest-template', 'oldest'],
      suspend: [],
      hooks: [
        { name: 'boot', on: 'launch', completedBy: 'agent', timeoutSeconds: 600, onTimeout: 'abandon' },
        { name: 'drain', on: 'terminate', completedBy: 'agent', timeoutSeconds: 900, onTimeout: 'continue' },
      ],
    });
    expect(group(plan, 'cn-hangzhou/git')).not.toHaveProperty('refresh');
    expect(group(planOf(aws), 'eu-central-1/mirror-serve').spread).toBe('balance');
    expect(plan.regions[0]?.loadBalancers[0]).toMatchObject({
      tls: 'balancer',
      members: [{ group: 'cn-hangzhou/git', weight: 100 }],
      health: {
        path: '/healthz',
        port: 8080,
        intervalSeconds: 5,
        timeoutSeconds: 3,
        healthy: 2,
        unhealthy: 3,
      },
      drainSeconds: 900,
    });
    expect(plan.domain).toMatchObject({ certificates: {}, dns: { mode: 'none' } });
  });

  it('starts what desired says, else initial, else min', () => {
    const targets = plan.regions[0]?.groups.map(({ name, capacity }) => [name, capacity.target]);
    expect(targets).toEqual([
      ['mirror-sync', 3],
      ['mirror-serve', 3],
      ['git', 3],
    ]);
    const zero = analyseEdited('cloud', [['min: 2, max: 6, desired: 3', 'min: 0, max: 6, desired: 0']]).plan;
    expect(zero && group(zero, 'cn-hangzhou/mirror-serve').capacity.target).toBe(0);
  });

  it("drains by the workload's default, the site's, or the group's own", () => {
    expect(plan.regions[0]?.groups.map(({ drainSeconds }) => drainSeconds)).toEqual([60, 30, 900]);
    const edits: Edit[] = [
      ['{image: debian-12, ', '{drain: 5m, image: debian-12, '],
      ['min: 3, max: 16}', 'min: 3, max: 16}\n            drain: 1h'],
    ];
    const drains = analyseEdited('cloud', edits).plan?.regions[0]?.groups.map(
      ({ drainSeconds }) => drainSeconds,
    );
    expect(drains).toEqual([300, 300, 3600]);
  });

  it('gives each workload the buckets it works on, and the balancers and the Redis of its region', () => {
    expect(plan.regions[0]?.groups.map(({ buckets }) => buckets)).toEqual([
      ['cn-hangzhou/mirror', 'cn-beijing/mirror'],
      ['cn-hangzhou/mirror'],
      ['cn-hangzhou/git'],
    ]);
    expect(plan.regions[0]?.groups.map(({ loadBalancers }) => loadBalancers)).toEqual([
      [],
      ['cn-hangzhou/serve'],
      ['cn-hangzhou/git'],
    ]);
    expect(group(plan, 'cn-hangzhou/mirror-sync').redis).toBe('cn-hangzhou/redis');
  });

  it('takes releases from a published bucket of the region, else from the first one', () => {
    const production = planOf(
      readFileSync(new URL('../../../stacks/Pulumi.cn-prod.yaml', import.meta.url), 'utf8'),
    );
    const buckets = production.regions.flatMap(({ groups }) =>
      groups.map(({ id, releaseBucket }) => [id, releaseBucket]),
    );
    expect(buckets).toEqual([
      ['cn-hongkong/mirror-sync', 'cn-hangzhou/mirror'],
      ['cn-hangzhou/mirror-serve', 'cn-hangzhou/mirror'],
      ['cn-hangzhou/git', 'cn-hangzhou/mirror'],
      ['cn-beijing/mirror-serve', 'cn-beijing/mirror'],
    ]);
  });

  it('takes releases from the git bucket where nothing is mirrored', () => {
    const text = `config:
  skerry:hostKeys: {secure: "v1:x"}
  skerry:site:
    version: 1
    stage: development
    platform: aws
    account: {id: "123456789012"}
    releases: {signingKey: hostKeys}
    defaults: {group: {image: debian-12, instanceTypes: [i4i.large]}}
    git: {bucket: eu-west-1/repositories, hostKeys: hostKeys}
    regions:
      eu-west-1:
        network: {cidr: 10.16.0.0/16, zones: [eu-west-1a]}
        buckets: {repositories: {}}
        groups: {git: {capacity: {owner: iac, min: 1, max: 1, desired: 1}}}
`;
    expect(group(planOf(text), 'eu-west-1/git').releaseBucket).toBe('eu-west-1/repositories');
  });

  it('lays subnets out on the clouds, and leaves them to the provider on local', () => {
    expect(plan.regions[0]?.network.subnets).toEqual([
      { zone: 'cn-hangzhou-i', cidr: '10.17.64.0/21' },
      { zone: 'cn-hangzhou-k', cidr: '10.17.80.0/21' },
    ]);
    expect(planOf(local).regions[0]?.network).toMatchObject({
      subnets: [{ zone: 'local-a' }, { zone: 'local-b' }],
    });
  });

  it('names the edges in the domain, or by their port where there is none', () => {
    expect(plan.cdn.map(({ id, hostname }) => [id, hostname])).toEqual([
      ['cdn/mirrors', 'mirrors.example.cn'],
      ['cdn/files', 'files.example.cn'],
    ]);
    expect(planOf(local).cdn.map(({ hostname, port }) => [hostname, port])).toEqual([
      [undefined, 8080],
      [undefined, 8080],
    ]);
  });

  it('lets a region override the platform', () => {
    const hybrid = analyseEdited('cloud', [
      [
        '        network: {cidr: 10.18.0.0/16, zones: [cn-beijing-k, cn-beijing-l]}',
        '        network: {cidr: 10.18.0.0/16, zones: [cn-beijing-k, cn-beijing-l]}\n      local-1:\n        platform: local\n        network: {zones: [local-1-a]}\n      cn-shanghai:\n        network: {cidr: 10.19.0.0/16, zones: [cn-shanghai-b, cn-shanghai-g]}',
      ],
      [
        '        buckets:\n          mirror: {access: cdn}\n          git-backup',
        '        buckets:\n          git-backup',
      ],
      ['cn-hangzhou/mirror, cn-beijing/mirror]\n    git', 'cn-hangzhou/mirror]\n    git'],
      ['files: {origins: [cn-hangzhou/mirror, cn-beijing/mirror]}', 'files: {origins: [cn-hangzhou/mirror]}'],
      ['backup: cn-beijing/git-backup', 'backup: cn-shanghai/git-backup'],
    ]);
    expect(hybrid.diagnostics).toEqual([]);
    expect(hybrid.plan?.platforms).toEqual(['alicloud', 'local']);
  });

  it.each(Object.entries({ cloud, local, aws }))(
    'has an origin for every node that is a place in the file: %s',
    (_, text) => {
      const { value, locator } = parseStackFile('a.yaml', text);
      const origins: string[] = [];
      JSON.stringify(planOf(text), (key, inner: unknown) => {
        if (key === 'origin') origins.push(inner as string);
        return inner;
      });
      expect(origins.length).toBeGreaterThan(8);
      for (const origin of origins) {
        const target = origin
          .slice(1)
          .split('/')
          .reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], value);
        expect(target, origin).toBeDefined();
        expect(locator.locate(origin).range.start.line).toBeGreaterThan(1);
      }
    },
  );

  it('is plain data that survives JSON', () => {
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });
});

describe('a capacity', () => {
  const count = fc.integer({ min: 0, max: 6 });

  it('is accepted exactly where the bounds hold', () => {
    fc.assert(
      fc.property(count, count, count, count, fc.boolean(), (min, max, start, base, iac) => {
        const capacity = iac
          ? `owner: iac, min: ${min}, max: ${max}, desired: ${start}, onDemandBase: ${base}`
          : `owner: autoscaler, min: ${min}, max: ${max}, initial: ${start}, onDemandBase: ${base}`;
        const { plan } = analyseEdited('aws', [['owner: iac, min: 2, max: 4, desired: 2', capacity]]);
        expect(plan !== undefined).toBe(min <= max && min <= start && start <= max && base <= max);
      }),
      { numRuns: 150 },
    );
  });
});
