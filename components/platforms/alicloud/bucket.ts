import { Bucket } from '@pulumi/alicloud/oss/bucket.js';
import { BucketAcl } from '@pulumi/alicloud/oss/bucketAcl.js';
import { BucketHttpsConfig } from '@pulumi/alicloud/oss/bucketHttpsConfig.js';
import { BucketOverwriteConfig } from '@pulumi/alicloud/oss/bucketOverwriteConfig.js';
import { BucketPolicy } from '@pulumi/alicloud/oss/bucketPolicy.js';
import { BucketPublicAccessBlock } from '@pulumi/alicloud/oss/bucketPublicAccessBlock.js';
import type { ComponentResource, Output } from '@pulumi/pulumi';
import type { BucketNode } from '../../../topology/plan/plan.ts';
import type { BucketFacts } from '../../platform.ts';
import { dataOptions } from '../../stage.ts';
import {
  FIXED,
  OVERWRITE_RULES,
  bucketArgs,
  bucketHost,
  bucketPolicy,
  logBucketArgs,
} from './bucket-args.ts';
import { createBucketHost } from './bucket-host.ts';
import { type AlicloudContext, within } from './context.ts';

/** Private, also for the edge: the CDN signs its requests to the bucket. */
export function createBucket(
  context: AlicloudContext,
  node: BucketNode,
  log: Output<string>,
  parent: ComponentResource,
): BucketFacts {
  const { plan } = context;
  const bucket = new Bucket(
    node.id,
    bucketArgs(plan, node, log),
    within(context, parent, { ...dataOptions(plan.stage), ignoreChanges: FIXED }),
  );
  const name = bucket.bucket.apply(named);
  guard(context, node.id, name, node.appendOnly, parent);
  createBucketHost(context, node, name, parent);
  return {
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

/** The log of a region's other buckets, which hold data and must not wait for anything but this. */
export function createLogBucket(context: AlicloudContext): Output<string> {
  const { plan, region, component } = context;
  const id = `${region.name}/buckets/log`;
  const bucket = new Bucket(id, logBucketArgs(plan, region.name), within(context, component));
  const name = bucket.bucket.apply(named);
  guard(context, id, name, false, component);
  return name;
}

/** What keeps a bucket from others' eyes and hands. */
function guard(
  context: AlicloudContext,
  id: string,
  bucket: Output<string>,
  appendOnly: boolean,
  parent: ComponentResource,
): void {
  const { plan, region } = context;
  const options = within(context, parent);
  const acl = new BucketAcl(id, { bucket, acl: 'private' }, options);
  const block = new BucketPublicAccessBlock(
    id,
    { bucket, blockPublicAccess: true },
    within(context, parent, { dependsOn: [acl] }),
  );
  const policy = bucket.apply((name) => bucketPolicy(plan, region.name, name, appendOnly));
  // The service refuses two changes of one bucket's access at the same time.
  new BucketPolicy(id, { bucket, policy }, within(context, parent, { dependsOn: [block] }));
  new BucketHttpsConfig(id, { bucket, enable: true, tlsVersions: ['TLSv1.2', 'TLSv1.3'] }, options);
  if (appendOnly) new BucketOverwriteConfig(id, { bucket, rules: OVERWRITE_RULES }, options);
}

/** The SDK types the name as optional; a bucket that exists has one. */
function named(name: string | undefined): string {
  if (name === undefined) throw new Error('the provider returned a bucket without a name');
  return name;
}
