import { beforeAll, describe, expect, test } from 'vitest';
import type { Registration } from '../support/engine/in-process.ts';
import { Graph, nameOf } from '../support/engine/graph.ts';
import { isSealed, unwrap } from '../support/standin-provider/values.ts';
import { canariesIn } from './support/canaries.ts';
import { cloudStacks, registeredOf } from './support/cloud-stacks.ts';
import { isReal } from './support/words.ts';

const onAlibaba = cloudStacks.filter(({ plan }) => plan.platforms.includes('alicloud'));

interface Statement {
  Effect: string;
  Principal?: unknown;
  Action: string[];
  Resource: string[];
}

describe.each(onAlibaba)('$stack, as it is registered on Alibaba Cloud', ({ stack, plan }) => {
  let all: Registration[];
  let graph: Graph;

  beforeAll(async () => {
    all = await registeredOf(stack);
    graph = new Graph(all);
  });

  const ofType = (suffix: string) =>
    all.filter((one) => one.type.startsWith('alicloud:') && one.type.endsWith(suffix) && isReal(one));
  const statements = (policy: unknown) =>
    (JSON.parse(String(policy)) as { Statement: Statement[] }).Statement;

  test('lets nothing but balancers be reached from outside', () => {
    const inward = ofType(':SecurityGroupRule').filter(({ inputs }) => inputs['type'] === 'ingress');
    for (const rule of inward.filter(({ inputs }) => inputs['policy'] !== 'drop')) {
      const { cidrIp } = rule.inputs as { cidrIp?: string };
      // The site's own networks; and where a classic balancer's own requests come from, which nobody else can use.
      const isInside = cidrIp === undefined || cidrIp.startsWith('10.') || cidrIp === '100.64.0.0/10';
      if (!isInside) expect(nameOf(rule)).toMatch(/\/balancer\//);
    }
    for (const { inputs } of ofType(':SecurityGroup')) expect(inputs['innerAccessPolicy']).toBe('Drop');
    for (const { inputs } of ofType(':ScalingConfiguration'))
      expect(inputs['internetMaxBandwidthOut']).toBe(0);
    // The one address that there is besides is for the way out.
    for (const { inputs } of ofType(':EipAssociation')) expect(inputs['instanceType']).toBe('Nat');
    expect(ofType(':ForwardEntry')).toEqual([]);
    for (const { inputs } of ofType('kvstore/instance:Instance')) {
      for (const range of inputs['securityIps'] as string[]) expect(range).toMatch(/^10\./);
    }
  });

  test('has no bucket that is public, in plain text, versioned or unencrypted', () => {
    const buckets = ofType('oss/bucket:Bucket');
    expect(buckets.length).toBeGreaterThan(0);
    for (const { urn, inputs } of buckets) {
      const its = (kind: string) => graph.inputs(`alicloud:oss/${kind}`, nameOf({ urn }));
      expect(inputs).toMatchObject({ serverSideEncryptionRule: { sseAlgorithm: 'AES256' } });
      expect(inputs).not.toHaveProperty('versioning');
      expect(its('bucketAcl:BucketAcl')).toMatchObject({ acl: 'private' });
      expect(its('bucketPublicAccessBlock:BucketPublicAccessBlock')).toMatchObject({
        blockPublicAccess: true,
      });
      expect(its('bucketHttpsConfig:BucketHttpsConfig')).toMatchObject({
        tlsVersions: ['TLSv1.2', 'TLSv1.3'],
      });
      const policy = statements(its('bucketPolicy:BucketPolicy')['policy']);
      expect(policy.map(({ Effect }) => Effect)).not.toContain('Allow');
      expect(JSON.stringify(policy)).toContain('"acs:SecureTransport":["false"]');
    }
  });

  test('encrypts disks, and lets nobody in by a key or a password', () => {
    for (const { inputs } of ofType(':ScalingConfiguration')) {
      expect(inputs['systemDiskEncrypted']).toBe(true);
      for (const word of ['keyName', 'password', 'passwordInherit']) expect(inputs).not.toHaveProperty(word);
    }
  });

  test('allows nobody everything: actions are named, and so is what they are done to', () => {
    const policies = ofType('ram/policy:Policy');
    expect(policies.length).toBeGreaterThan(0);
    for (const { inputs, urn } of policies) {
      for (const { Action, Resource } of statements(inputs['policyDocument'])) {
        for (const action of Action) expect(action, urn).not.toContain('*');
        // CloudMonitor knows no resources for these: what they may do is to put values.
        if (Action.every((action) => /^cms:Put(CustomMetric|HybridMonitorMetricData)$/.test(action)))
          continue;
        // Only objects and the like are left open, below a bucket that is named.
        for (const resource of Resource) expect(resource.replace(/\/\*$/, ''), urn).not.toContain('*');
      }
    }
    for (const { inputs } of ofType('ram/role:Role')) {
      expect(String(inputs['assumeRolePolicyDocument'])).toContain('"ecs.aliyuncs.com"');
    }
  });

  test('keeps secrets sealed: in no input in plain text, nor in user data', () => {
    for (const { urn, inputs } of all) {
      const open = JSON.stringify(inputs, (_, value: unknown) => (isSealed(value) ? 'sealed' : value));
      expect(canariesIn(open), urn).toEqual([]);
    }
    for (const { inputs } of ofType(':ScalingConfiguration')) {
      const data = Buffer.from(String(unwrap(inputs['userData'])), 'base64').toString();
      expect(data).toMatch(/^#cloud-config/);
      expect(canariesIn(data)).toEqual([]);
    }
    for (const { inputs } of ofType(':SecretParameter')) expect(isSealed(inputs['value'])).toBe(true);
    for (const { inputs } of ofType('kvstore/instance:Instance'))
      expect(isSealed(inputs['password'])).toBe(true);
  });

  test('is asked twice before it loses what holds data or an address', () => {
    if (plan.stage !== 'production') return;
    const protection: [string, Record<string, unknown>][] = [
      [':ScalingGroup', { groupDeletionProtection: true }],
      ['nlb/loadBalancer:LoadBalancer', { deletionProtectionEnabled: true }],
      [':ApplicationLoadBalancer', { deleteProtection: 'on' }],
      ['kvstore/instance:Instance', { instanceReleaseProtection: true }],
      [':NatGateway', { deletionProtection: true }],
    ];
    for (const [type, inputs] of protection) {
      for (const one of ofType(type)) expect(one.inputs, one.urn).toMatchObject(inputs);
    }
  });

  test('enables no group before its hooks, its balancers, its messages and its role', () => {
    for (const configuration of ofType(':ScalingConfiguration')) {
      const before = graph.before(configuration);
      const belonging = all.filter(
        ({ type, inputs }) =>
          /LifecycleHook|ServerGroupAttachment|VServerGroups|Notification|SuspendProcess/.test(type) &&
          inputs['scalingGroupId'] === configuration.inputs['scalingGroupId'],
      );
      expect(belonging.filter(({ type }) => type.endsWith(':LifecycleHook'))).toHaveLength(2);
      for (const one of belonging) expect(before).toContain(one);
      expect([...before].map(({ type }) => type)).toContain(
        'alicloud:ram/rolePolicyAttachment:RolePolicyAttachment',
      );
    }
  });
});
