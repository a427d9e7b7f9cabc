import type { BucketArgs } from '@pulumi/alicloud/oss/bucket.js';
import type { BucketNode, Plan } from '../../../topology/plan/plan.ts';
import { accountOf } from '../../lookup.ts';
import { globalName } from '../../names.ts';
import { siteTags } from '../../tags.ts';

const NAME_MAX = 63;

/** Days after which the parts of an interrupted upload are thrown away. */
const INCOMPLETE_UPLOAD_DAYS = 3;

export function bucketName(plan: Plan, node: BucketNode): string {
  return globalName(accountOf(plan, 'alicloud').id, plan.stack, node.id, NAME_MAX);
}

/**
 * Encrypted by the service's own key. Never versioned: with versions OSS ignores "create only if absent", on which the
 * order of git's transactions and of releases rests.
 */
export function bucketArgs(plan: Plan, node: BucketNode): BucketArgs {
  return {
    bucket: bucketName(plan, node),
    storageClass: 'Standard',
    redundancyType: plan.stage === 'production' ? 'ZRS' : 'LRS',
    forceDestroy: node.forceDestroy,
    serverSideEncryptionRule: { sseAlgorithm: 'AES256' },
    lifecycleRules: [
      {
        id: 'incomplete-uploads',
        prefix: '',
        enabled: true,
        abortMultipartUploads: [{ days: INCOMPLETE_UPLOAD_DAYS }],
      },
    ],
    tags: siteTags(plan, node.region),
  };
}

/** Nobody speaks to the bucket in plain text. */
export function bucketPolicy(plan: Plan, node: BucketNode): string {
  const resource = `acs:oss:*:${accountOf(plan, 'alicloud').id}:${bucketName(plan, node)}`;
  return JSON.stringify({
    Version: '1',
    Statement: [
      {
        Effect: 'Deny',
        Action: ['oss:*'],
        Principal: ['*'],
        Resource: [resource, `${resource}/*`],
        Condition: { Bool: { 'acs:SecureTransport': ['false'] } },
      },
    ],
  });
}

/** Host name within the region's own network, or over the internet. */
export function bucketHost(bucket: string, region: string, where: 'internal' | 'public'): string {
  return `${bucket}.oss-${region}${where === 'internal' ? '-internal' : ''}.aliyuncs.com`;
}
