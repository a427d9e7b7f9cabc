import type { Input } from '@pulumi/pulumi';
import type { BucketArgs } from '@pulumi/alicloud/oss/bucket.js';
import { zoneRedundantRegions } from '../../../topology/catalog/zone-redundancy.ts';
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

/** Days for which a region's log of accesses is kept. */
const LOG_DAYS = 90;

const ENCRYPTION: BucketArgs['serverSideEncryptionRule'] = { sseAlgorithm: 'AES256' };

const INCOMPLETE_UPLOADS = {
  id: 'incomplete-uploads',
  prefix: '',
  enabled: true,
  abortMultipartUploads: [{ days: INCOMPLETE_UPLOAD_DAYS }],
};

/**
 * Encrypted by the service's own key. Never versioned: with versions OSS ignores "create only if absent", on which the
 * order of git's transactions and of releases rests.
 *
 * @param log name of the region's bucket of access logs
 */
export function bucketArgs(plan: Plan, node: BucketNode, log: Input<string>): BucketArgs {
  return {
    bucket: bucketName(plan, node),
    storageClass: 'Standard',
    redundancyType: redundancy(plan, node.region),
    forceDestroy: node.forceDestroy,
    serverSideEncryptionRule: ENCRYPTION,
    lifecycleRules: [INCOMPLETE_UPLOADS],
    logging: { targetBucket: log, targetPrefix: `${node.name}/` },
    tags: siteTags(plan, node.region),
  };
}

/** Fixed at creation: a bucket of a stack that becomes production later keeps the kind that it has. */
export const FIXED = ['redundancyType'];

function redundancy(plan: Plan, region: string): 'ZRS' | 'LRS' {
  return plan.stage === 'production' && zoneRedundantRegions.rows.includes(region) ? 'ZRS' : 'LRS';
}

/** Where a region's buckets log who has asked for what. No plan names it, so that it can't be one of a site's own. */
export function logBucketArgs(plan: Plan, region: string): BucketArgs {
  return {
    bucket: globalName(accountOf(plan, 'alicloud').id, plan.stack, `${region}/buckets/log`, NAME_MAX),
    storageClass: 'Standard',
    redundancyType: 'LRS',
    forceDestroy: plan.stage !== 'production',
    serverSideEncryptionRule: ENCRYPTION,
    lifecycleRules: [
      INCOMPLETE_UPLOADS,
      { id: 'old', prefix: '', enabled: true, expirations: [{ days: LOG_DAYS }] },
    ],
    tags: siteTags(plan, region),
  };
}

/**
 * Nobody speaks to a bucket in plain text, and of an append-only one nobody deletes anything before this policy is
 * changed, which is a deed of its own. (Overwriting is refused by OVERWRITE_RULES.)
 *
 * @param bucket name of the bucket, of the region
 */
export function bucketPolicy(plan: Plan, region: string, bucket: string, appendOnly = false): string {
  const resource = bucketResource(plan, region, bucket);
  const deny = { Effect: 'Deny', Principal: ['*'] };
  const plainText = {
    ...deny,
    Action: ['oss:*'],
    Resource: [resource, `${resource}/*`],
    Condition: { Bool: { 'acs:SecureTransport': ['false'] } },
  };
  const removal = {
    ...deny,
    Action: ['oss:DeleteObject', 'oss:DeleteObjectVersion'],
    Resource: [`${resource}/*`],
  };
  return JSON.stringify({ Version: '1', Statement: appendOnly ? [plainText, removal] : [plainText] });
}

/** What is there stays as it is, whoever writes. */
export const OVERWRITE_RULES = [{ id: 'append-only', action: 'forbid' }];

/** A bucket in policies. */
export function bucketResource(plan: Plan, region: string, bucket: string): string {
  return `acs:oss:oss-${region}:${accountOf(plan, 'alicloud').id}:${bucket}`;
}

/** Host name within the region's own network, or over the internet. */
export function bucketHost(bucket: string, region: string, where: 'internal' | 'public'): string {
  return `${bucket}.oss-${region}${where === 'internal' ? '-internal' : ''}.aliyuncs.com`;
}
