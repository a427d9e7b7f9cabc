import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Graph, changes, nameOf } from '../support/engine/graph.ts';
import { EngineFailure, TestProject } from '../support/engine/project.ts';

const project = new TestProject('local');
let created: Graph;

beforeAll(async () => {
  await project.init();
  await project.up();
  created = new Graph(await project.state());
});
afterAll(() => project.remove());

test('the site becomes these parts', () => {
  expect(created.counts()).toEqual({
    'skerry:local:Bucket': 1,
    'skerry:local:Cdn': 2,
    'skerry:local:LoadBalancer': 1,
    'skerry:local:Network': 1,
    'skerry:local:Redis': 1,
    'skerry:local:Release': 1,
    'skerry:local:SampleUpstream': 1,
    'skerry:local:ScalingGroup': 2,
  });
});

test('the network is left to the provider, with the zones of the file', () => {
  expect(created.inputs('skerry:local:Network', 'local/network')).toEqual({
    region: 'local',
    zones: ['local-a', 'local-b'],
  });
});

test('the edges fetch from the balancer and from the bucket', () => {
  expect(created.inputs('skerry:local:Cdn', 'cdn/mirrors')['origins']).toEqual(['http://127.99.0.12:8080']);
  expect(created.inputs('skerry:local:Cdn', 'cdn/files')['origins']).toEqual([
    expect.stringMatching(/^http:\/\/127\.99\.0\.10:7070\/made-up-/) as string,
  ]);
});

test('the groups know upstream, edges, bucket and Redis, and follow the release', () => {
  const sync = created.inputs('skerry:local:ScalingGroup', 'local/mirror-sync');
  expect(sync).toMatchObject({
    capacity: { owner: 'iac', min: 1, max: 4, desired: 2 },
    release: { bucket: 'local/mirror', channel: 'services', epoch: 1 },
    settings: {
      kind: 'mirror-sync',
      composer: { upstream: 'http://127.99.0.14:8081', only: [] },
      publishTo: ['local/mirror'],
      redis: 'local/redis',
      filesUrl: expect.stringMatching(/^http:/) as string,
    },
  });
  expect(created.inputs('skerry:local:ScalingGroup', 'local/mirror-serve')).toMatchObject({
    loadBalancers: ['local/serve'],
    drainSeconds: 10,
    settings: { kind: 'mirror-serve', bucket: 'local/mirror' },
  });
});

test('no instance starts before what it needs', () => {
  const before = (name: string) =>
    [...created.before(created.find('skerry:local:ScalingGroup', name))].map(
      (resource) => `${resource.type.split(':')[2] ?? ''} ${nameOf(resource)}`,
    );
  expect(before('local/mirror-serve')).toEqual(
    expect.arrayContaining([
      'LoadBalancer local/serve',
      'Bucket local/mirror',
      'Release local/mirror',
      'Cdn cdn/files',
    ]),
  );
  expect(before('local/mirror-sync')).toEqual(
    expect.arrayContaining([
      'Redis local/redis',
      'SampleUpstream local/sample-upstream',
      'Release local/mirror',
    ]),
  );
});

test('the outputs say where it answers', async () => {
  expect(await project.outputs()).toEqual({
    endpoints: {
      mirror: expect.stringMatching(/^http:\/\/127\./) as string,
      files: expect.stringMatching(/^http:\/\/127\./) as string,
      status: expect.stringMatching(/^http:\/\/127\..*\/status$/) as string,
    },
    buckets: { 'local/mirror': expect.any(String) as string },
    groups: {
      'local/mirror-serve': expect.any(String) as string,
      'local/mirror-sync': expect.any(String) as string,
    },
  });
});

describe('after the update', () => {
  test('a second preview is empty', async () => {
    expect(changes(await project.preview())).toEqual([]);
  });

  test('another upstream takes the place of the sample', async () => {
    project.editSite('{upstream: sample}', '{upstream: "https://repo.example.org", only: [acme/*]}');
    expect(changes(await project.preview())).toEqual([
      'delete skerry:local:SampleUpstream local/sample-upstream',
      'update skerry:local:ScalingGroup local/mirror-sync',
    ]);
  });

  test('tokens of code hosts are secrets to the sync, and to nobody else', async () => {
    const site = readFileSync(project.stackFile, 'utf8');
    const named = site.replace('only: [acme/*]', 'only: [acme/*], tokens: codeHostTokens');
    project.writeSite(named.replace(/^config:\n/m, 'config:\n  skerry:codeHostTokens: {secure: "v1:…"}\n'));
    const steps = await project.preview();
    const group = (name: string) => steps.find(({ urn }) => urn.endsWith(`ScalingGroup::local/${name}`));
    expect(group('mirror-sync')?.newState?.inputs).toMatchObject({ codeHostTokens: '[secret]' });
    // What stays as it is makes no step.
    expect(group('mirror-serve')).toBeUndefined();
    expect(JSON.stringify(steps)).not.toContain('made up for a test');
    writeFileSync(project.stackFile, site);
  });

  test('what the checks refuse is told as they tell it, without a trace of the program', async () => {
    project.editSite('min: 1, max: 4', 'min: 6, max: 4');
    const refusal = await project.preview().then(
      () => 'no refusal',
      (error: unknown) => (error instanceof EngineFailure ? error.output : String(error)),
    );
    expect(refusal).toContain('stacks/Pulumi.local.yaml:29:41  error  capacity/min-exceeds-max');
    expect(refusal).not.toMatch(/\bat .*\.ts:\d+/);
  });
});
