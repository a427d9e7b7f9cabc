import type { BucketArgs } from '@pulumi/aws/s3/bucket.js';
import type { BucketLifecycleConfigurationArgs } from '@pulumi/aws/s3/bucketLifecycleConfiguration.js';
import type { BucketNode, Plan } from '../../../topology/plan/plan.ts';
import { accountOf } from '../../lookup.ts';
import { globalName } from '../../names.ts';
import { siteTags } from '../../tags.ts';

const NAME_MAX = 63;

/** Days after which the parts of an interrupted upload are thrown away. */
const INCOMPLETE_UPLOAD_DAYS = 3;

export function bucketName(plan: Plan, node: BucketNode): string {
  return globalName(accountOf(plan).id, plan.stack, node.id, NAME_MAX);
}

export function bucketArn(plan: Plan, node: BucketNode): string {
  return `arn:aws:s3:::${bucketName(plan, node)}`;
}

export function bucketArgs(plan: Plan, node: BucketNode): BucketArgs {
  return {
    bucket: bucketName(plan, node),
    forceDestroy: node.forceDestroy,
    tags: siteTags(plan, node.region),
  };
}

export function lifecycleRules(): NonNullable<BucketLifecycleConfigurationArgs['rules']> {
  return [
    {
      id: 'incomplete-uploads',
      status: 'Enabled',
      filter: { prefix: '' },
      abortIncompleteMultipartUpload: { daysAfterInitiation: INCOMPLETE_UPLOAD_DAYS },
    },
  ];
}

/**
 * Nobody speaks to the bucket in plain text; the edges read what is public in it.
 *
 * @param edges ARNs of the CloudFront distributions in front of it
 */
export function bucketPolicy(arn: string, edges: readonly string[]): string {
  const denyPlainText = {
    Sid: 'TlsOnly',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [arn, `${arn}/*`],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
  const allowEdges = {
    Sid: 'Edges',
    Effect: 'Allow',
    Principal: { Service: 'cloudfront.amazonaws.com' },
    Action: 's3:GetObject',
    Resource: `${arn}/public/*`,
    Condition: { StringEquals: { 'AWS:SourceArn': edges } },
  };
  // Who may not list is told 403 of a missing object, and package managers stop there; on 404 they look elsewhere.
  const tellMissing = { ...allowEdges, Sid: 'Missing', Action: 's3:ListBucket', Resource: arn };
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: edges.length === 0 ? [denyPlainText] : [denyPlainText, allowEdges, tellMissing],
  });
}
