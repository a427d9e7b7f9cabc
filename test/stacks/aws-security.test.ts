import { beforeAll, describe, expect, test } from 'vitest';
import { Graph } from '../support/engine/graph.ts';
import { isSealed, unwrap } from '../support/standin-provider/values.ts';
import { canariesIn } from './support/canaries.ts';
import { cloudStacks, registeredOf } from './support/cloud-stacks.ts';

const onAws = cloudStacks.filter(({ plan }) => plan.platforms.includes('aws'));

interface Statement {
  Effect: string;
  Action: string | string[];
  Resource: string | string[];
  Condition?: { StringEquals?: Record<string, string> };
}

describe.each(onAws)('$stack, as it is registered on AWS', ({ stack, plan }) => {
  let graph: Graph;

  beforeAll(async () => {
    graph = new Graph(await registeredOf(stack));
  });

  const values = (type: string) => Object.entries(graph.inputsOf(type));

  test('lets nothing but balancers be reached from outside', () => {
    const inward = values('aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule');
    const world = inward.filter(([, { cidrIpv4, prefixListId }]) =>
      typeof cidrIpv4 === 'string' ? !cidrIpv4.startsWith('10.') : prefixListId !== undefined,
    );
    const balancers = plan.regions
      .filter(({ platform }) => platform === 'aws')
      .flatMap((region) => region.loadBalancers);
    expect(world.length > 0).toBe(balancers.length > 0);
    for (const [name] of world) expect(name).toMatch(/\/balancer\//);
    for (const [, inputs] of values('aws:ec2/subnet:Subnet'))
      expect(inputs['mapPublicIpOnLaunch']).toBe(false);
    for (const [, inputs] of values('aws:ec2/defaultSecurityGroup:DefaultSecurityGroup')) {
      expect(inputs).not.toHaveProperty('ingress');
      expect(inputs).not.toHaveProperty('egress');
    }
  });

  test('has no bucket that is public, in plain text or unencrypted', () => {
    for (const [name] of values('aws:s3/bucket:Bucket')) {
      expect(graph.inputs('aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock', name)).toMatchObject({
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      });
      expect(graph.inputs('aws:s3/bucketOwnershipControls:BucketOwnershipControls', name)).toMatchObject({
        rule: { objectOwnership: 'BucketOwnerEnforced' },
      });
      graph.find(
        'aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration',
        name,
      );
      expect(String(graph.inputs('aws:s3/bucketPolicy:BucketPolicy', name)['policy'])).toContain(
        'aws:SecureTransport',
      );
    }
  });

  test('asks for session tokens and encrypts disks, on every template', () => {
    for (const [, inputs] of values('aws:ec2/launchTemplate:LaunchTemplate')) {
      expect(inputs).toMatchObject({
        metadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 1 },
        blockDeviceMappings: [{ ebs: { encrypted: 'true' } }],
      });
      expect(inputs).not.toHaveProperty('keyName');
    }
  });

  test('allows nobody everything: actions are named, and so is what they are done to', () => {
    for (const [name, inputs] of [
      ...values('aws:iam/rolePolicy:RolePolicy'),
      ...values('aws:s3/bucketPolicy:BucketPolicy'),
    ]) {
      const { Statement } = JSON.parse(String(inputs['policy'])) as { Statement: Statement[] };
      for (const { Effect, Action, Resource, Condition } of Statement) {
        if (Effect !== 'Allow') continue;
        for (const action of [Action].flat()) expect(action, name).not.toContain('*');
        const anything = [Resource].flat().includes('*');
        // Metrics have no names of their own, only a namespace.
        if (anything)
          expect(Condition?.StringEquals).toHaveProperty(['cloudwatch:namespace'], `Skerry/${stack}`);
      }
    }
  });

  test('keeps secrets sealed: in no input in plain text, nor in user data', () => {
    for (const { urn, inputs } of graph.resources) {
      const text = JSON.stringify(inputs, (_, value: unknown) => (isSealed(value) ? 'sealed' : value));
      expect(canariesIn(text), urn).toEqual([]);
    }
    for (const [, inputs] of values('aws:ec2/launchTemplate:LaunchTemplate')) {
      const data = Buffer.from(String(unwrap(inputs['userData'])), 'base64').toString();
      expect(data).toContain('#cloud-config');
      expect(canariesIn(data)).toEqual([]);
    }
    const sealed = values('aws:ssm/parameter:Parameter');
    expect(sealed.length).toBeGreaterThan(2);
    for (const [, inputs] of sealed) {
      expect(inputs['type']).toBe('SecureString');
      expect(isSealed(inputs['value'])).toBe(true);
    }
  });

  test('encrypts Redis on its way and at rest', () => {
    for (const [, inputs] of values('aws:elasticache/replicationGroup:ReplicationGroup')) {
      expect(inputs).toMatchObject({ transitEncryptionEnabled: true, atRestEncryptionEnabled: true });
      expect(isSealed(inputs['authToken'])).toBe(true);
    }
  });

  test('no group comes before its hooks, its balancers, its way to the buckets, its secrets and what it starts from', () => {
    for (const group of graph.ofType('aws:autoscaling/group:Group')) {
      const inputs = group.inputs as { initialLifecycleHooks: { name: string }[] };
      expect(inputs.initialLifecycleHooks.map(({ name }) => name).slice(0, 2)).toEqual(['boot', 'drain']);
      const types = new Set([...graph.before(group)].map(({ type }) => type));
      for (const type of [
        'aws:iam/rolePolicy:RolePolicy',
        'aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule',
        'aws:ec2/vpcEndpoint:VpcEndpoint',
        'aws:s3/bucketObjectv2:BucketObjectv2',
        'aws:ec2/launchTemplate:LaunchTemplate',
      ]) {
        expect(types, group.urn).toContain(type);
      }
    }
  });
});
