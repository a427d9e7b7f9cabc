import { beforeAll, describe, expect, test } from 'vitest';
import { type Registration, factsOf, register } from '../../../support/engine/in-process.ts';
import { madeUpOutputs } from '../../../support/standin-provider/made-up.ts';
import { planOf } from '../../support/plans.ts';

let all: Registration[];
beforeAll(async () => {
  all = await register(planOf('cn-prod'));
});

const nameOf = ({ urn }: Registration) => urn.split('::').slice(3).join('::');
const ofType = (suffix: string) => all.filter(({ type }) => type.endsWith(suffix));

test('everything that takes tags bears the stack and, where it lies in one, its region', () => {
  const taking = all.filter(({ type, id }) => id !== undefined && factsOf(type)?.['tags']);
  expect(taking.length).toBeGreaterThan(50);
  for (const resource of taking) {
    const tags = resource.inputs['tags'] as Record<string, string> | undefined;
    expect(tags, resource.urn).toMatchObject({ 'skerry:stack': 'cn-prod', team: 'dev-platform' });
    const region = nameOf(resource).split('/')[0] ?? '';
    if (/^cn-/.test(region)) expect(tags?.['skerry:region'], nameOf(resource)).toBe(region);
  }
  for (const group of ofType(':ScalingGroup').filter(({ id }) => id !== undefined)) {
    const [region, workload] = nameOf(group).split('/');
    expect(group.inputs['tags']).toMatchObject({
      'skerry:region': region,
      'skerry:workload': workload,
      'skerry:capacity-owner': expect.stringMatching(/^(iac|autoscaler|schedule)$/) as string,
    });
  }
});

describe('from outside', () => {
  test('nothing but balancers is reached', () => {
    const open = ofType(':SecurityGroupRule').filter(({ inputs }) => inputs['cidrIp'] === '0.0.0.0/0');
    expect(open.map(nameOf).sort()).toEqual([
      'cn-hangzhou/git/balancer/allow-https',
      'cn-hangzhou/git/balancer/allow-ssh',
    ]);
    for (const { inputs } of ofType(':ScalingConfiguration')) {
      expect(inputs).toMatchObject({ internetMaxBandwidthOut: 0, systemDiskEncrypted: true });
    }
    for (const { inputs } of ofType(':EipAssociation')) expect(inputs['instanceType']).toBe('Nat');
  });

  test('every bucket is private, encrypted, not versioned, and spoken to by TLS 1.2 or newer alone', () => {
    const buckets = ofType('oss/bucket:Bucket');
    expect(buckets).toHaveLength(6);
    for (const bucket of buckets) {
      const name = nameOf(bucket);
      const its = (kind: string) => ofType(`:${kind}`).find((one) => nameOf(one) === name && one.id)?.inputs;
      expect(bucket.inputs).toMatchObject({ serverSideEncryptionRule: { sseAlgorithm: 'AES256' } });
      expect(bucket.inputs).not.toHaveProperty('versioning');
      expect(its('BucketAcl')).toMatchObject({ acl: 'private' });
      expect(its('BucketPublicAccessBlock')).toMatchObject({ blockPublicAccess: true });
      expect(its('BucketHttpsConfig')).toMatchObject({ tlsVersions: ['TLSv1.2', 'TLSv1.3'] });
      expect(its('BucketPolicy')?.['policy']).not.toContain('"Allow"');
    }
  });

  test('no policy of a role names anything but what it is for', () => {
    for (const { inputs } of ofType('ram/policy:Policy')) {
      const { Statement } = JSON.parse(inputs['policyDocument'] as string) as {
        Statement: { Effect: string; Action: string[]; Resource: string[] }[];
      };
      for (const { Action, Resource } of Statement) {
        for (const action of Action) expect(action).not.toContain('*');
        // Only objects and the like are left open, below a bucket that is named.
        for (const resource of Resource) expect(resource.replace(/\/\*$/, '')).not.toContain('*');
      }
    }
  });
});

describe('before a group is enabled', () => {
  test('its hooks, its places behind balancers, its messages, its role and its rules of access are there', () => {
    const byUrn = new Map(all.map((one) => [one.urn, one]));
    for (const configuration of ofType(':ScalingConfiguration')) {
      const before = new Set<string>();
      const visit = (urn: string): void => {
        for (const next of byUrn.get(urn)?.dependencies ?? []) {
          if (before.has(next)) continue;
          before.add(next);
          visit(next);
        }
      };
      visit(configuration.urn);
      const belonging = all.filter(
        ({ type, inputs }) =>
          /LifecycleHook|ServerGroupAttachment|VServerGroups|Notification|SuspendProcess/.test(type) &&
          inputs['scalingGroupId'] === configuration.inputs['scalingGroupId'],
      );
      expect(belonging.filter(({ type }) => type.endsWith(':LifecycleHook'))).toHaveLength(2);
      for (const { urn } of belonging) expect([...before]).toContain(urn);
      const types = [...before].map((urn) => byUrn.get(urn)?.type);
      expect(types).toContain('alicloud:ram/rolePolicyAttachment:RolePolicyAttachment');
    }
  });
});

test('user data is no secret, and holds none', () => {
  const passwords = ofType('randomPassword:RandomPassword').map(
    ({ id }) => madeUpOutputs('random:index/randomPassword:RandomPassword', id ?? '', {})['result'],
  );
  expect(passwords).toHaveLength(2);
  for (const { inputs } of ofType(':ScalingConfiguration')) {
    const text = Buffer.from(inputs['userData'] as string, 'base64').toString();
    expect(text).toMatch(/^#cloud-config/);
    for (const secret of [...passwords, 'canary-']) expect(text).not.toContain(secret);
  }
});

test('in production what holds data or an address is protected from deletion', () => {
  const protection: [string, Record<string, unknown>][] = [
    [':ScalingGroup', { groupDeletionProtection: true }],
    ['nlb/loadBalancer:LoadBalancer', { deletionProtectionEnabled: true }],
    [':ApplicationLoadBalancer', { deleteProtection: 'on' }],
    ['kvstore/instance:Instance', { instanceReleaseProtection: true }],
    [':NatGateway', { deletionProtection: true }],
  ];
  for (const [type, inputs] of protection) {
    const found = ofType(type).filter(({ id }) => id !== undefined);
    expect(found, type).not.toEqual([]);
    for (const one of found) expect(one.inputs).toMatchObject(inputs);
  }
});
