import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Graph, changes, nameOf } from '../support/engine/graph.ts';
import { TestProject } from '../support/engine/project.ts';
import { renderGraph } from '../support/engine/render-graph.ts';
import { canariesIn, givenToCloud, toldBy } from './support/canaries.ts';
import { goldenOf } from './support/cloud-stacks.ts';

const project = new TestProject('cn-prod');
let previewed: Graph;
let created: Graph;

beforeAll(async () => {
  const before = readFileSync(project.stackFile, 'utf8');
  await project.init();
  previewed = Graph.ofPreview(await project.preview());
  await project.up();
  created = new Graph(await project.state());
  expect(readFileSync(project.stackFile, 'utf8')).toBe(before);
});
afterAll(() => project.remove());

test('the preview shows all that the update creates', () => {
  expect(previewed.counts()).toEqual(created.counts());
});

test('the site becomes the resources of its golden file', () => {
  expect(renderGraph(created.resources)).toBe(goldenOf('cn-prod'));
});

describe('accounts and regions', () => {
  test('each region has a provider of its own, in the role and account that the site names', () => {
    expect(created.inputs('pulumi:providers:alicloud', 'cn-beijing')).toMatchObject({
      region: 'cn-beijing',
      accountType: 'Domestic',
      assumeRole: expect.stringContaining('acs:ram::1234567890123456:role/skerry-deploy') as string,
    });
  });

  test('no cloud resource is left to a default provider', () => {
    const strays = created.resources.filter(
      ({ type, provider }) => type.startsWith('alicloud:') && provider?.includes('::default'),
    );
    expect(strays).toEqual([]);
  });

  test('networks lie where the site says, a vSwitch a zone, and one of what must not lose its zone', () => {
    const cidrs = Object.entries(created.inputsOf('alicloud:vpc/network:Network'));
    expect(Object.fromEntries(cidrs.map(([name, inputs]) => [name, inputs['cidrBlock']]))).toEqual({
      'cn-hongkong/network': '10.16.0.0/16',
      'cn-hangzhou/network': '10.17.0.0/16',
      'cn-beijing/network': '10.18.0.0/16',
    });
    const switches = Object.entries(created.inputsOf('alicloud:vpc/switch:Switch'));
    const zonesOf = (core: boolean) =>
      switches
        .filter(([name]) => name.endsWith('/core') === core)
        .map(([, inputs]) => inputs['zoneId'])
        .sort();
    expect(zonesOf(true)).toEqual(['cn-beijing-k', 'cn-hangzhou-i', 'cn-hongkong-b']);
    expect(zonesOf(false)).toEqual([
      'cn-beijing-k',
      'cn-beijing-l',
      'cn-hangzhou-i',
      'cn-hangzhou-j',
      'cn-hangzhou-k',
      'cn-hongkong-b',
      'cn-hongkong-c',
    ]);
  });
});

describe('scaling groups', () => {
  const type = 'alicloud:ess/scalingGroup:ScalingGroup';

  test.each([
    ['cn-hongkong/mirror-sync', 2, 12, 2, 2],
    ['cn-hangzhou/mirror-serve', 2, 6, 3, 2],
    ['cn-hangzhou/git', 3, 16, 4, 3],
    ['cn-beijing/mirror-serve', 2, 8, 2, 2],
  ])('%s runs %i to %i instances, %i at first, in %i zones or more', (name, min, max, desired, zones) => {
    const inputs = created.inputs(type, name);
    expect(inputs).toMatchObject({ minSize: min, maxSize: max, desiredCapacity: desired });
    expect((inputs['vswitchIds'] as string[]).length).toBeGreaterThanOrEqual(zones);
  });

  test('no group is enabled before its hook, its balancers, its rules of access and its role', () => {
    for (const configuration of created.ofType('alicloud:ess/scalingConfiguration:ScalingConfiguration')) {
      expect(configuration.inputs).toMatchObject({ active: true, enable: true });
      const group = configuration.inputs?.['scalingGroupId'];
      const before = created.before(configuration);
      const belonging = created.resources.filter(
        (resource) =>
          /LifecycleHook|ServerGroupAttachment|ScalingGroupVServerGroups/.test(resource.type) &&
          resource.inputs?.['scalingGroupId'] === group,
      );
      expect(belonging.some(({ type: kind }) => kind.includes('LifecycleHook'))).toBe(true);
      for (const resource of belonging) expect(before).toContain(resource);
      const types = new Set([...before].map((resource) => resource.type));
      expect(types).toContain('alicloud:ram/rolePolicyAttachment:RolePolicyAttachment');
      // The sync stands behind no balancer, and answers nobody.
      expect(types.has('alicloud:ecs/securityGroupRule:SecurityGroupRule')).toBe(
        nameOf(configuration) !== 'cn-hongkong/mirror-sync',
      );
    }
  });

  test('in the one update, too, enabling came last', () => {
    const operations = project.operations();
    const place = (part: string) => operations.findIndex((line) => line.includes(part));
    const enabled = place('ScalingConfiguration::cn-hangzhou/git');
    expect(enabled).toBeGreaterThan(place('LifecycleHook::cn-hangzhou/git/drain'));
    expect(enabled).toBeGreaterThan(place('ServerGroupAttachment::cn-hangzhou/git/https'));
    expect(enabled).toBeGreaterThan(place('ServerGroupAttachment::cn-hangzhou/git/ssh'));
    expect(place('ServerGroupAttachment::cn-hangzhou/git/ssh')).toBeGreaterThan(
      place('nlb/listener:Listener::cn-hangzhou/git/ssh'),
    );
  });

  test('instances have encrypted disks, no public address, and an image by its id', () => {
    for (const configuration of created.ofType('alicloud:ess/scalingConfiguration:ScalingConfiguration')) {
      const userData = Buffer.from(String(configuration.inputs?.['userData']), 'base64').toString();
      expect(userData).toMatch(/^#cloud-config/);
      expect(userData).not.toContain('canary-');
      expect(configuration.inputs).toMatchObject({
        systemDiskEncrypted: true,
        internetMaxBandwidthOut: 0,
        imageId: expect.stringMatching(/^debian_12_.*\.vhd$/) as string,
      });
    }
  });

  test('only the sync reaches the internet', () => {
    const gateways = created
      .ofType('alicloud:vpc/natGateway:NatGateway')
      .map(({ urn }) => urn.split('::')[3]);
    expect(gateways).toEqual(['cn-hongkong/network/nat']);
  });
});

describe('balancers', () => {
  test('git is reached by https and ssh, but not from where it is denied', () => {
    const ports = Object.values(created.inputsOf('alicloud:nlb/listener:Listener')).map((inputs) => [
      inputs['listenerPort'],
      inputs['listenerProtocol'],
    ]);
    expect(ports.sort()).toEqual([
      [22, 'TCP'],
      [443, 'TCPSSL'],
    ]);
    const rules = created.inputsOf('alicloud:ecs/securityGroupRule:SecurityGroupRule');
    expect(rules['cn-hangzhou/git/balancer/deny-ssh-198.51.100.0/24']).toMatchObject({
      policy: 'drop',
      priority: 1,
    });
    const balancer = created.find('alicloud:nlb/loadBalancer:LoadBalancer', 'cn-hangzhou/git');
    const before = [...created.before(balancer)].map(({ urn }) => urn.split('::')[3]);
    expect(before).toContain('cn-hangzhou/git/balancer/deny-ssh-198.51.100.0/24');
  });

  test('the mirror is reached through classic balancers on port 80, which ask for its health', () => {
    expect(Object.values(created.inputsOf('alicloud:slb/listener:Listener'))).toEqual([
      expect.objectContaining({ frontendPort: 80, healthCheckUri: '/healthz' }),
      expect.objectContaining({ frontendPort: 80, healthCheckUri: '/healthz' }),
    ]);
  });
});

describe('edges', () => {
  const sources = (name: string) =>
    created.inputs('alicloud:cdn/domainNew:DomainNew', name)['sources'] as Record<string, unknown>[];

  test('mirrors. fetches from the balancers, the second steps in', () => {
    expect(created.inputs('alicloud:cdn/domainNew:DomainNew', 'cdn/mirrors')).toMatchObject({
      domainName: 'mirrors.example.cn',
      scope: 'global',
    });
    expect(sources('cdn/mirrors').map(({ type, port, priority }) => ({ type, port, priority }))).toEqual([
      { type: 'ipaddr', port: 80, priority: 20 },
      { type: 'ipaddr', port: 80, priority: 30 },
    ]);
  });

  test('files. fetches from the private buckets', () => {
    expect(sources('cdn/files').map(({ type, content }) => ({ type, content }))).toEqual([
      {
        type: 'oss',
        content: expect.stringMatching(/^cn-prod-.*\.oss-cn-hangzhou\.aliyuncs\.com$/) as string,
      },
      {
        type: 'oss',
        content: expect.stringMatching(/^cn-prod-.*\.oss-cn-beijing\.aliyuncs\.com$/) as string,
      },
    ]);
    const functions = Object.values(created.inputsOf('alicloud:cdn/domainConfig:DomainConfig'));
    expect(functions.map((inputs) => inputs['functionName'])).toContain('l2_oss_key');
  });
});

describe('data', () => {
  test('buckets are encrypted, private, refuse plain text, and are never versioned', () => {
    const buckets = Object.entries(created.inputsOf('alicloud:oss/bucket:Bucket'));
    const policies = created.inputsOf('alicloud:oss/bucketPolicy:BucketPolicy');
    for (const [name, inputs] of buckets) {
      expect(inputs).toMatchObject({ serverSideEncryptionRule: { sseAlgorithm: 'AES256' } });
      expect(inputs).not.toHaveProperty('versioning');
      expect(created.inputs('alicloud:oss/bucketAcl:BucketAcl', name)).toMatchObject({ acl: 'private' });
      expect(policies[name]?.['policy']).toContain('"acs:SecureTransport":["false"]');
    }
  });

  test('in production an update neither deletes buckets nor loses them', () => {
    const buckets = created.ofType('alicloud:oss/bucket:Bucket');
    const data = buckets.filter((bucket) => !nameOf(bucket).endsWith('/buckets/log'));
    expect(data).toHaveLength(4);
    for (const bucket of data) expect(bucket).toMatchObject({ protect: true, retainOnDelete: true });
  });

  test('git is copied to another region, and deleting is not', () => {
    const backup = created.inputs('alicloud:oss/bucketReplication:BucketReplication', 'cn-hangzhou/git');
    expect(backup).toMatchObject({ action: 'PUT', destination: { location: 'oss-cn-beijing' } });
    const kept = created.inputsOf('alicloud:oss/bucketOverwriteConfig:BucketOverwriteConfig');
    expect(Object.keys(kept)).toEqual(['cn-beijing/git-backup']);
  });

  test('buckets that others write to have a name of their own', () => {
    expect(created.inputs('alicloud:oss/bucketCname:BucketCname', 'cn-hangzhou/mirror')).toMatchObject({
      domain: 'oss-hz.example.cn',
      certificate: { certId: '12345678-cn-hangzhou' },
    });
  });

  test('Redis is reached by its own network alone, with a password that is secret in the state', () => {
    const redis = created.inputs('alicloud:kvstore/instance:Instance', 'cn-hangzhou/redis');
    expect(redis).toMatchObject({
      instanceClass: 'redis.shard.large.ce',
      securityIps: ['10.17.0.0/16'],
      password: expect.objectContaining({ ciphertext: expect.any(String) as string }) as object,
    });
  });

  test('instances may use their own buckets, and write only what their workload writes', () => {
    const policy = (name: string) =>
      String(created.inputs('alicloud:ram/policy:Policy', name)['policyDocument']);
    expect(policy('cn-hangzhou/mirror-serve')).not.toContain('oss:PutObject');
    expect(policy('cn-hongkong/mirror-sync')).toContain('oss:PutObject');
    expect(policy('cn-hongkong/mirror-sync')).not.toContain('cn-hangzhou-git');
    expect(policy('cn-hangzhou/git')).toContain('cn-hangzhou-git');
  });
});

test('no secret is told in the open or encoded: in no state, output, ledger or line that is printed', async () => {
  expect(canariesIn(givenToCloud(project))).not.toEqual([]);
  for (const [where, text] of Object.entries(await toldBy(project)))
    expect(canariesIn(text), where).toEqual([]);
});

test('the webhook that alarms call is a secret in the state', () => {
  const webhook = created.inputsOf('alicloud:message/serviceSubscription:ServiceSubscription');
  expect(Object.values(webhook).map((inputs) => inputs['endpoint'])).toEqual(
    Array.from(
      { length: 3 },
      () => expect.objectContaining({ ciphertext: expect.any(String) as string }) as object,
    ),
  );
});

test('the outputs name addresses, buckets and groups', async () => {
  expect(await project.outputs()).toEqual({
    endpoints: {
      mirror: 'https://mirrors.example.cn',
      files: 'https://files.example.cn',
      status: 'https://mirrors.example.cn/status',
      gitHttp: expect.stringMatching(/^https:\/\/[^/:]+$/) as string,
      gitSsh: expect.stringMatching(/^ssh:\/\/git@[^/:]+$/) as string,
    },
    buckets: {
      'cn-beijing/git-backup': expect.stringMatching(/^cn-prod-cn-beijing-git-backup-[0-9a-f]{8}$/) as string,
      'cn-beijing/mirror': expect.any(String) as string,
      'cn-hangzhou/git': expect.any(String) as string,
      'cn-hangzhou/mirror': expect.any(String) as string,
    },
    groups: {
      'cn-beijing/mirror-serve': expect.any(String) as string,
      'cn-hangzhou/git': expect.any(String) as string,
      'cn-hangzhou/mirror-serve': expect.any(String) as string,
      'cn-hongkong/mirror-sync': expect.any(String) as string,
    },
  });
});

describe('after the update', () => {
  test('a second preview is empty', async () => {
    expect(changes(await project.preview())).toEqual([]);
  });

  test('a changed initial capacity changes nothing: its owner moves it', async () => {
    project.editSite('max: 16, initial: 4', 'max: 16, initial: 7');
    expect(changes(await project.preview())).toEqual([]);
  });

  test('a changed desired capacity of iac changes that group alone', async () => {
    project.editSite('max: 6, desired: 3', 'max: 6, desired: 4');
    const type = 'alicloud:ess/scalingGroup:ScalingGroup';
    expect(changes(await project.preview())).toEqual([`update ${type} cn-hangzhou/mirror-serve`]);
  });
});
