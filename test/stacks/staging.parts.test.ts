import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Graph, changes, nameOf } from '../support/engine/graph.ts';
import { TestProject } from '../support/engine/project.ts';
import { renderGraph } from '../support/engine/render-graph.ts';
import { canariesIn, givenToCloud, toldBy } from './support/canaries.ts';
import { goldenOf } from './support/cloud-stacks.ts';

const project = new TestProject('staging');
let previewed: Graph;
let created: Graph;

beforeAll(async () => {
  await project.init();
  previewed = Graph.ofPreview(await project.preview());
  await project.up();
  created = new Graph(await project.state());
});
afterAll(() => project.remove());

test('the preview shows all that the update creates', () => {
  expect(previewed.counts()).toEqual(created.counts());
});

test('the site becomes the resources of its golden file, which a program registers within a test, too', () => {
  expect(renderGraph(created.resources)).toBe(goldenOf('staging'));
});

test('no secret is told in the open or encoded: in no state, output, ledger or line that is printed', async () => {
  expect(canariesIn(givenToCloud(project))).not.toEqual([]);
  for (const [where, text] of Object.entries(await toldBy(project)))
    expect(canariesIn(text), where).toEqual([]);
});

test('the provider refuses other accounts than the one that the site names', () => {
  expect(created.inputs('pulumi:providers:aws', 'eu-central-1')).toMatchObject({
    region: 'eu-central-1',
    allowedAccountIds: '["123456789012"]',
    assumeRoles: expect.stringContaining('arn:aws:iam::123456789012:role/skerry-deploy') as string,
  });
});

test('instances and edge have subnets of their own in each zone', () => {
  const subnets = Object.entries(created.inputsOf('aws:ec2/subnet:Subnet'));
  const zones = subnets.map(([name, inputs]) => [name.split('/')[2], inputs['availabilityZone']]);
  expect(zones.sort()).toEqual([
    ['edge-eu-central-1a', 'eu-central-1a'],
    ['edge-eu-central-1b', 'eu-central-1b'],
    ['instances-eu-central-1a', 'eu-central-1a'],
    ['instances-eu-central-1b', 'eu-central-1b'],
  ]);
  expect(created.inputs('aws:ec2/vpc:Vpc', 'eu-central-1/network')).toMatchObject({
    cidrBlock: '10.32.0.0/16',
  });
});

describe('scaling groups', () => {
  const type = 'aws:autoscaling/group:Group';

  test.each([
    ['eu-central-1/mirror-sync', 1, 4, 0],
    ['eu-central-1/mirror-serve', 1, 4, 1],
    ['eu-central-1/git', 2, 6, 2],
  ])('%s is created with bounds %i to %i, its hooks, and %i target groups', (name, min, max, targets) => {
    const inputs = created.inputs(type, name);
    expect(inputs).toMatchObject({ minSize: min, maxSize: max });
    expect(inputs['initialLifecycleHooks']).toHaveLength(2);
    expect(inputs['targetGroupArns']).toHaveLength(targets);
    expect(inputs['vpcZoneIdentifiers']).toHaveLength(2);
  });

  test('no group is created before its listeners, its rules of access, its role and its way to the buckets', () => {
    for (const group of created.ofType(type)) {
      const before = created.before(group);
      const types = new Set([...before].map((resource) => resource.type));
      expect(types).toContain('aws:iam/rolePolicy:RolePolicy');
      expect(types).toContain('aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule');
      expect(types).toContain('aws:ec2/vpcEndpoint:VpcEndpoint');
      const behind = created
        .ofType('aws:lb/listener:Listener')
        .filter((listener) => nameOf(listener).startsWith(balancerOf(nameOf(group))));
      for (const listener of behind) expect(before).toContain(listener);
    }
  });

  test('instances want session tokens for their metadata, and encrypt their disks', () => {
    for (const template of created.ofType('aws:ec2/launchTemplate:LaunchTemplate')) {
      expect(template.inputs).toMatchObject({
        metadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 1 },
        blockDeviceMappings: [{ ebs: { encrypted: 'true' } }],
        imageId: 'resolve:ssm:/aws/service/debian/release/12/latest/amd64',
      });
    }
  });
});

/** Name of the balancer before a group, which other groups' do not begin with; none is before the sync. */
function balancerOf(group: string): string {
  if (group.endsWith('/mirror-sync')) return '(none)';
  return group.endsWith('/git') ? 'eu-central-1/git/' : 'eu-central-1/serve/';
}

describe('who reaches what', () => {
  const rules = () => created.inputsOf('aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule');

  test('from outside only balancers, and the one of the mirror only for the CDN', () => {
    const open = Object.entries(rules()).filter(([, inputs]) => inputs['cidrIpv4'] === '0.0.0.0/0');
    expect(open.map(([name]) => name).sort()).toEqual([
      'eu-central-1/git/balancer/https',
      'eu-central-1/git/balancer/ssh',
    ]);
    expect(rules()['eu-central-1/serve/balancer/http']).toMatchObject({
      prefixListId: 'pl-a3a144ca',
      fromPort: 80,
    });
  });

  test('instances only through their balancers', () => {
    expect(rules()['eu-central-1/git/git-2222']).toHaveProperty('referencedSecurityGroupId');
    expect(rules()['eu-central-1/mirror-serve/serve-8080']).toHaveProperty('referencedSecurityGroupId');
  });

  test('outward only the sync speaks to all the world, beside the services of AWS', () => {
    const outward = Object.entries(
      created.inputsOf('aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule'),
    );
    const open = outward.filter(([, inputs]) => inputs['cidrIpv4'] === '0.0.0.0/0');
    expect(open.map(([name, inputs]) => [name, inputs['fromPort']]).sort()).toEqual([
      ['eu-central-1/git/services', 443],
      ['eu-central-1/mirror-serve/services', 443],
      ['eu-central-1/mirror-sync/http', 80],
      ['eu-central-1/mirror-sync/services', 443],
    ]);
  });

  test('buckets only in the way that their policy names', () => {
    for (const block of created.ofType('aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock')) {
      expect(block.inputs).toMatchObject({ blockPublicPolicy: true, restrictPublicBuckets: true });
    }
    const policy = (name: string) =>
      String(created.inputs('aws:s3/bucketPolicy:BucketPolicy', name)['policy']);
    expect(policy('eu-central-1/mirror')).toContain('cloudfront.amazonaws.com');
    expect(policy('eu-central-1/git')).not.toContain('"Allow"');
    expect(policy('eu-central-1/git')).toContain('aws:SecureTransport');
  });

  test('Redis by TLS and with a token that is secret in the state', () => {
    expect(
      created.inputs('aws:elasticache/replicationGroup:ReplicationGroup', 'eu-central-1/redis'),
    ).toMatchObject({
      transitEncryptionEnabled: true,
      atRestEncryptionEnabled: true,
      authToken: expect.objectContaining({ ciphertext: expect.any(String) as string }) as object,
    });
  });
});

test('each edge has its name and its origin', () => {
  const edge = (name: string) => created.inputs('aws:cloudfront/distribution:Distribution', name);
  expect(edge('cdn/mirrors')).toMatchObject({
    aliases: ['mirrors.staging.example.com'],
    origins: [{ customOriginConfig: { httpPort: 80, originProtocolPolicy: 'http-only' } }],
  });
  expect(edge('cdn/files')).toMatchObject({
    aliases: ['files.staging.example.com'],
    origins: [{ originAccessControlId: expect.any(String) as string }],
  });
});

test('a staging stack can be taken down: nothing in it is protected', () => {
  expect(created.resources.filter((resource) => resource.protect === true)).toEqual([]);
});

test('the outputs have the same form as on every platform', async () => {
  expect(await project.outputs()).toEqual({
    endpoints: {
      mirror: 'https://mirrors.staging.example.com',
      files: 'https://files.staging.example.com',
      status: 'https://mirrors.staging.example.com/status',
      gitHttp: expect.stringMatching(/^https:/) as string,
      gitSsh: expect.stringMatching(/^ssh:/) as string,
    },
    buckets: {
      'eu-central-1/git': expect.any(String) as string,
      'eu-central-1/mirror': expect.any(String) as string,
    },
    groups: {
      'eu-central-1/git': expect.any(String) as string,
      'eu-central-1/mirror-serve': expect.any(String) as string,
      'eu-central-1/mirror-sync': expect.any(String) as string,
    },
  });
});

describe('after the update', () => {
  test('a second preview is empty, also after the initial capacity of an autoscaled group has changed', async () => {
    expect(changes(await project.preview())).toEqual([]);
    project.editSite(
      '{owner: autoscaler, min: 2, max: 6}',
      '{owner: autoscaler, min: 2, max: 6, initial: 5}',
    );
    expect(changes(await project.preview())).toEqual([]);
  });

  test('a raised bound changes that group alone', async () => {
    project.editSite('min: 2, max: 6, initial: 5', 'min: 2, max: 9, initial: 5');
    expect(changes(await project.preview())).toEqual(['update aws:autoscaling/group:Group eu-central-1/git']);
  });
});
