import { BucketReplication } from '@pulumi/alicloud/oss/bucketReplication.js';
import type { ComponentResource, Input } from '@pulumi/pulumi';
import type { BucketNode } from '../../../topology/plan/plan.ts';
import { type AlicloudContext, within } from './context.ts';

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
