import type { GroupNode, Plan } from '../../../topology/plan/plan.ts';
import { type BucketAccess, bucketAccess } from '../../bucket-access.ts';
import { bucketNode } from '../../lookup.ts';
import { bucketArn } from './bucket-args.ts';

/** Who writes also clears away what crashed writers left. */
const BUCKET_ACTIONS: Record<BucketAccess['level'], string[]> = {
  read: ['s3:ListBucket'],
  write: ['s3:ListBucket', 's3:ListBucketMultipartUploads'],
};

const OBJECT_ACTIONS: Record<BucketAccess['level'], string[]> = {
  read: ['s3:GetObject'],
  write: [
    's3:GetObject',
    's3:PutObject',
    's3:DeleteObject',
    's3:AbortMultipartUpload',
    's3:ListMultipartUploadParts',
  ],
};

/** Instances of EC2 may take the role; there are no keys to leak. */
export const INSTANCE_TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } }],
});

/** What a group's instances may do: their buckets, and nothing else. */
export function accessPolicy(plan: Plan, group: GroupNode): string {
  const statements = bucketAccess(group).flatMap(({ bucket, level }) => {
    const arn = bucketArn(plan, bucketNode(plan, bucket));
    return [
      { Effect: 'Allow', Action: BUCKET_ACTIONS[level], Resource: [arn] },
      { Effect: 'Allow', Action: OBJECT_ACTIONS[level], Resource: [`${arn}/*`] },
    ];
  });
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}
