import { Bucket } from '@pulumi/alicloud/oss/bucket.js';
import { BucketAcl } from '@pulumi/alicloud/oss/bucketAcl.js';
import { BucketCname } from '@pulumi/alicloud/oss/bucketCname.js';
import { BucketPolicy } from '@pulumi/alicloud/oss/bucketPolicy.js';
import { BucketPublicAccessBlock } from '@pulumi/alicloud/oss/bucketPublicAccessBlock.js';
import { BucketReplication } from '@pulumi/alicloud/oss/bucketReplication.js';
import type { ComponentResource, Input } from '@pulumi/pulumi';
import type { BucketNode } from '../../../topology/plan/plan.ts';
import type { BucketFacts } from '../../platform.ts';
import { dataOptions } from '../../stage.ts';
import { bucketArgs, bucketHost, bucketPolicy } from './bucket-args.ts';
import { type AlicloudContext, within } from './context.ts';

export interface AlicloudBucket extends BucketFacts {
  bucket: Bucket;
}

/** Private, also for the edge: the CDN signs its requests to the bucket. */
export function createBucket(
  context: AlicloudContext,
  node: BucketNode,
  parent: ComponentResource,
): AlicloudBucket {
  const { plan } = context;
  const options = within(context, parent);
  const bucket = new Bucket(
    node.id,
    bucketArgs(plan, node),
    within(context, parent, dataOptions(plan.stage)),
  );
  const acl = new BucketAcl(node.id, { bucket: bucket.bucket.apply(named), acl: 'private' }, options);
  new BucketPublicAccessBlock(
    node.id,
    { bucket: bucket.bucket.apply(named), blockPublicAccess: true },
    within(context, parent, { dependsOn: [acl] }),
  );
  new BucketPolicy(
    node.id,
    { bucket: bucket.bucket.apply(named), policy: bucketPolicy(plan, node) },
    options,
  );
  if (node.host !== undefined && plan.domain) {
    new BucketCname(
      node.id,
      { bucket: bucket.bucket.apply(named), domain: `${node.host}.${plan.domain.name}` },
      options,
    );
  }
  const name = bucket.bucket.apply(named);
  return {
    bucket,
    bucketName: name,
    origin: {
      kind: 'bucket',
      id: node.id,
      host: name.apply((known) => bucketHost(known, node.region, 'public')),
      port: 443,
      protocol: 'https',
      path: '',
    },
  };
}

/** Only what is put is copied: deleting in the source deletes nothing in the copy. */
export function createBackup(
  context: AlicloudContext,
  source: BucketNode,
  target: BucketNode,
  buckets: { source: Input<string>; target: Input<string> },
  parent: ComponentResource,
): void {
  new BucketReplication(
    source.id,
    {
      bucket: buckets.source,
      action: 'PUT',
      historicalObjectReplication: 'enabled',
      destination: { bucket: buckets.target, location: `oss-${target.region}` },
    },
    within(context, parent),
  );
}

/** The SDK types the name as optional; a bucket that exists has one. */
function named(name: string | undefined): string {
  if (name === undefined) throw new Error('the provider returned a bucket without a name');
  return name;
}
