import type { BucketArgs } from '@pulumi/aws/s3/bucket.js';
import type { BucketLifecycleConfigurationArgs } from '@pulumi/aws/s3/bucketLifecycleConfiguration.js';
import type { BucketNode, Plan } from '../../../topology/plan/plan.ts';
import { accountOf, bucketNodes } from '../../lookup.ts';
import { globalName } from '../../names.ts';
import { siteTags } from '../../tags.ts';

const NAME_MAX = 63;

/** Days after which the parts of an interrupted upload are thrown away. */
const INCOMPLETE_UPLOAD_DAYS = 3;

/** Days for which what was overwritten or deleted can be had back. */
const OLD_VERSION_DAYS = 30;

export function bucketName(plan: Plan, node: BucketNode): string {
  return globalName(accountOf(plan, 'aws').id, plan.stack, node.id, NAME_MAX);
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

/** Whether replicas hang on a bucket, which S3 makes of versions alone. "Create only if absent" holds with them, too. */
export function isVersioned(plan: Plan, node: BucketNode): boolean {
  return node.backup !== undefined || bucketNodes(plan).some(({ backup }) => backup === node.id);
}

type LifecycleRules = NonNullable<BucketLifecycleConfigurationArgs['rules']>;

/** Throws interrupted uploads away and, where versions are a means and not the copy itself, old versions, too. */
export function lifecycleRules(plan: Plan, node: BucketNode): LifecycleRules {
  const common = { status: 'Enabled', filter: { prefix: '' } };
  const uploads = {
    ...common,
    id: 'incomplete-uploads',
    abortIncompleteMultipartUpload: { daysAfterInitiation: INCOMPLETE_UPLOAD_DAYS },
  };
  const versions = {
    ...common,
    id: 'old-versions',
    noncurrentVersionExpiration: { noncurrentDays: OLD_VERSION_DAYS },
    expiration: { expiredObjectDeleteMarker: true },
  };
  return isVersioned(plan, node) && !node.appendOnly ? [uploads, versions] : [uploads];
}

/**
 * Nobody speaks to the bucket in plain text; the edges read what is public in it; an append-only one loses nothing
 * before this policy is changed, which is a deed of its own.
 *
 * @param edges ARNs of the CloudFront distributions in front of it
 */
export function bucketPolicy(
  node: Pick<BucketNode, 'appendOnly'>,
  arn: string,
  edges: readonly string[],
): string {
  const deny = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [arn, `${arn}/*`] };
  const plainText = { ...deny, Sid: 'TlsOnly', Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
  const oldTls = { ...deny, Sid: 'NewTlsOnly', Condition: { NumericLessThan: { 's3:TlsVersion': '1.2' } } };
  const removal = {
    ...deny,
    Sid: 'AppendOnly',
    Action: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
    Resource: `${arn}/*`,
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
    Statement: [
      plainText,
      oldTls,
      ...(node.appendOnly ? [removal] : []),
      ...(edges.length === 0 ? [] : [allowEdges, tellMissing]),
    ],
  });
}
