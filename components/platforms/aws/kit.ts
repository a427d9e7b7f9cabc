import { BucketObjectv2 } from '@pulumi/aws/s3/bucketObjectv2.js';
import { type ComponentResource, type Resource, asset } from '@pulumi/pulumi';
import type { BucketNode } from '../../../topology/plan/plan.ts';
import { bootKit } from '../../boot/kit.ts';
import { skerryTags } from '../../tags.ts';
import type { AwsBucket } from './bucket.ts';
import { type AwsContext, within } from './context.ts';

/** Puts what instances start from into a bucket. Older files stay: instances of an older template start from them. */
export function uploadKit(
  context: AwsContext,
  node: BucketNode,
  bucket: AwsBucket,
  parent: ComponentResource,
): Resource[] {
  return bootKit().map(
    ({ name, key, path }) =>
      new BucketObjectv2(
        `${node.id}/boot/${name}`,
        {
          bucket: bucket.bucketName,
          key,
          source: new asset.FileAsset(path),
          tags: skerryTags(context.plan, node.region),
        },
        within(context, parent, { retainOnDelete: true }),
      ),
  );
}
