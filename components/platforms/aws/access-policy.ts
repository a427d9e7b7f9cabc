import type { GroupNode, Plan } from '../../../topology/plan/plan.ts';
import { type BucketAccess, bucketAccess } from '../../bucket-access.ts';
import { accountOf, bucketNode, foreignBuckets } from '../../lookup.ts';
import { bucketArn } from './bucket-args.ts';
import { groupName } from './group-name.ts';
import { metricNamespace } from './metrics.ts';
import { instanceSecrets, parameterArn, parameterName } from './secret-names.ts';

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

/**
 * What a group's instances may do: their buckets, the secrets that they need, their own hooks, and their own metrics.
 * Nothing else: each resource is named, but for metrics, which have a namespace in place of names.
 */
export function accessPolicy(plan: Plan, group: GroupNode): string {
  const foreign = foreignBuckets(plan, group).map(({ id }) => id);
  const own = bucketAccess(group).filter(({ bucket }) => !foreign.includes(bucket));
  const buckets = own.flatMap(({ bucket, level }) => {
    const arn = bucketArn(plan, bucketNode(plan, bucket));
    return [
      { Effect: 'Allow', Action: BUCKET_ACTIONS[level], Resource: [arn] },
      { Effect: 'Allow', Action: OBJECT_ACTIONS[level], Resource: [`${arn}/*`] },
    ];
  });
  const secrets = instanceSecrets(plan, group).map((secret) =>
    parameterArn(plan, group.region, parameterName(plan, group.region, secret)),
  );
  const statements = [
    ...buckets,
    ...(secrets.length === 0 ? [] : [{ Effect: 'Allow', Action: ['ssm:GetParameters'], Resource: secrets }]),
    { Effect: 'Allow', Action: ['autoscaling:CompleteLifecycleAction'], Resource: [groupArn(plan, group)] },
    {
      Effect: 'Allow',
      Action: ['cloudwatch:PutMetricData'],
      Resource: ['*'],
      Condition: { StringEquals: { 'cloudwatch:namespace': metricNamespace(plan) } },
    },
  ];
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

/** The service puts an id of its own before the name, which alone is unique. */
function groupArn(plan: Plan, group: GroupNode): string {
  const account = `arn:aws:autoscaling:${group.region}:${accountOf(plan, 'aws').id}`;
  return `${account}:autoScalingGroup:*:autoScalingGroupName/${groupName(plan, group)}`;
}
