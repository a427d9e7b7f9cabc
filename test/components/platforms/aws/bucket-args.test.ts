import { describe, expect, test } from 'vitest';
import {
  bucketPolicy,
  isVersioned,
  lifecycleRules,
} from '../../../../components/platforms/aws/bucket-args.ts';
import { replicationArgs, replicationPolicy } from '../../../../components/platforms/aws/replication-args.ts';
import type { BucketNode } from '../../../../topology/plan/plan.ts';
import { planOf, regionOf } from '../../support/plans.ts';

const plan = planOf('staging', [
  'git: {access: private}',
  'git: {access: private, backup: eu-central-1/copy}\n          copy: {access: private, appendOnly: true}',
]);
const bucket = (name: string): BucketNode => {
  const found = regionOf(plan, 'eu-central-1').buckets.find((node) => node.name === name);
  if (!found) throw new Error(`the example has no bucket ${name}`);
  return found;
};
const [mirror, git, copy] = [bucket('mirror'), bucket('git'), bucket('copy')];

type Statement = { Sid?: string; Effect: string; Action: string | string[]; Resource: string | string[] };
const statements = (policy: string) => (JSON.parse(policy) as { Statement: Statement[] }).Statement;

describe("a bucket's policy", () => {
  test('lets its edge read what is public, and nobody in by plain text or old TLS', () => {
    expect(statements(bucketPolicy(mirror, 'arn:b', ['arn:edge']))).toEqual([
      expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      expect.objectContaining({ Effect: 'Deny', Condition: { NumericLessThan: { 's3:TlsVersion': '1.2' } } }),
      expect.objectContaining({
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: 'arn:b/public/*',
        Condition: { StringEquals: { 'AWS:SourceArn': ['arn:edge'] } },
      }),
      expect.objectContaining({ Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:b' }),
    ]);
  });

  test('allows nothing where no edge stands before it', () => {
    expect(statements(bucketPolicy(git, 'arn:b', [])).map(({ Effect }) => Effect)).toEqual(['Deny', 'Deny']);
  });

  test('keeps everybody from deleting in an append-only one', () => {
    expect(statements(bucketPolicy(copy, 'arn:b', []))).toContainEqual(
      expect.objectContaining({
        Sid: 'AppendOnly',
        Effect: 'Deny',
        Action: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
      }),
    );
  });
});

describe('copies', () => {
  test('keep versions on both sides, and nowhere else', () => {
    expect([mirror, git, copy].map((node) => isVersioned(plan, node))).toEqual([false, true, true]);
  });

  test('lose no old version where they are append-only; the source forgets its own in time', () => {
    expect(ids(mirror)).toEqual(['incomplete-uploads']);
    expect(ids(git)).toEqual(['incomplete-uploads', 'old-versions']);
    expect(ids(copy)).toEqual(['incomplete-uploads']);
  });

  test('are made of what is put, never of what is deleted', () => {
    const ground = { source: 'git', targetArn: 'arn:copy', roleArn: 'arn:role' };
    expect(replicationArgs(copy, ground)).toMatchObject({
      rules: [{ deleteMarkerReplication: { status: 'Disabled' }, destination: { bucket: 'arn:copy' } }],
    });
    const actions = statements(replicationPolicy('arn:git', 'arn:copy')).flatMap(({ Action }) => Action);
    expect(actions).toContain('s3:ReplicateObject');
    expect(actions.filter((action) => /Delete|[*]/.test(action))).toEqual([]);
  });
});

function ids(node: BucketNode): string[] {
  return (lifecycleRules(plan, node) as { id: string }[]).map(({ id }) => id);
}
