import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Graph, changes, nameOf } from '../support/engine/graph.ts';
import { TestProject } from '../support/engine/project.ts';
import { renderGraph } from '../support/engine/render-graph.ts';
import { canariesIn, givenToCloud, toldBy } from './support/canaries.ts';
import { goldenOf } from './support/cloud-stacks.ts';

const project = new TestProject('aws-prod');
let created: Graph;

beforeAll(async () => {
  await project.init();
  await project.up();
  created = new Graph(await project.state());
});
afterAll(() => project.remove());

test('the site becomes the resources of its golden file, and nothing by a default provider', () => {
  expect(renderGraph(created.resources)).toBe(goldenOf('aws-prod'));
  const strays = created.resources.filter(
    ({ type, provider }) => type.startsWith('aws:') && provider?.includes('::default'),
  );
  expect(strays).toEqual([]);
});

describe('in production', () => {
  test('an update neither deletes data nor loses it', () => {
    for (const bucket of created.ofType('aws:s3/bucket:Bucket')) {
      expect(bucket).toMatchObject({ protect: true, retainOnDelete: true });
    }
  });

  test('balancers and Redis are not replaced by accident', () => {
    const lasting = ['aws:lb/loadBalancer:LoadBalancer', 'aws:elasticache/replicationGroup:ReplicationGroup'];
    for (const resource of lasting.flatMap((type) => created.ofType(type)))
      expect(resource.protect).toBe(true);
    for (const balancer of created.ofType('aws:lb/loadBalancer:LoadBalancer')) {
      expect(balancer.inputs).toMatchObject({ enableDeletionProtection: true });
    }
  });

  test('git is copied to the other region, where nobody deletes', () => {
    const type = 'aws:s3/bucketVersioning:BucketVersioning';
    expect(created.ofType(type).map(nameOf).sort()).toEqual(['eu-west-1/git', 'us-east-1/git-backup']);
    const policy = created.inputs('aws:s3/bucketPolicy:BucketPolicy', 'us-east-1/git-backup')['policy'];
    expect(String(policy)).toContain('s3:DeleteObjectVersion');
  });
});

test('edges have a primary and one that steps in, and names that lead to them', () => {
  for (const edge of ['cdn/mirrors', 'cdn/files']) {
    const { origins, originGroups } = created.inputs('aws:cloudfront/distribution:Distribution', edge);
    expect((origins as unknown[]).length).toBe(2);
    expect(originGroups).toEqual([
      expect.objectContaining({
        members: [
          { originId: expect.stringMatching(/^eu-west-1/) as string },
          { originId: expect.stringMatching(/^us-east-1/) as string },
        ],
      }),
    ]);
  }
  const names = Object.entries(created.inputsOf('aws:route53/record:Record'));
  expect(names.map(([id, inputs]) => `${id} ${String(inputs['name'])}`).sort()).toEqual([
    'cdn/files/A files.example.com',
    'cdn/files/AAAA files.example.com',
    'cdn/mirrors/A mirrors.example.com',
    'cdn/mirrors/AAAA mirrors.example.com',
    'eu-west-1/git/A git.example.com',
  ]);
});

test('no certificate serves two regions', () => {
  const edge = created.inputs('aws:cloudfront/distribution:Distribution', 'cdn/files');
  expect(edge).toMatchObject({
    viewerCertificate: { acmCertificateArn: expect.stringContaining(':us-east-1:') as string },
  });
  expect(created.inputs('aws:lb/listener:Listener', 'eu-west-1/git/https')).toMatchObject({
    certificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/11111111-1111-1111-1111-111111111111',
  });
});

test('a region without a way out finds the services of AWS within', () => {
  const endpoints = Object.keys(created.inputsOf('aws:ec2/vpcEndpoint:VpcEndpoint')).sort();
  expect(endpoints).toEqual([
    'eu-west-1/network/s3',
    'us-east-1/network/autoscaling',
    'us-east-1/network/monitoring',
    'us-east-1/network/s3',
    'us-east-1/network/ssm',
  ]);
});

test('a second preview is empty', async () => {
  expect(changes(await project.preview())).toEqual([]);
});

test('no secret is told in the open or encoded: in no state, output, ledger or line that is printed', async () => {
  expect(canariesIn(givenToCloud(project))).not.toEqual([]);
  for (const [where, text] of Object.entries(await toldBy(project)))
    expect(canariesIn(text), where).toEqual([]);
});

test('the outputs name addresses', async () => {
  const { endpoints } = (await project.outputs()) as { endpoints: Record<string, string> };
  expect(endpoints).toEqual({
    mirror: 'https://mirrors.example.com',
    files: 'https://files.example.com',
    status: 'https://mirrors.example.com/status',
    gitHttp: 'https://git.example.com',
    gitSsh: 'ssh://git@git.example.com',
  });
});
