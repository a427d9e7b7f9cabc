import { BucketObjectv2 } from '@pulumi/aws/s3/bucketObjectv2.js';
import { type ComponentResource, type Resource, asset } from '@pulumi/pulumi';
import type { BucketNode } from '../../../topology/plan/plan.ts';
import { firstRelease } from '../../boot/first-release.ts';
import { skerryTags } from '../../tags.ts';
import type { AwsBucket } from './bucket.ts';
import { type AwsContext, within } from './context.ts';

/** Puts the first release into a bucket: its packs, then the pointer, which stays as it was made. */
export function putFirstRelease(
  context: AwsContext,
  node: BucketNode,
  { bucketName: bucket }: AwsBucket,
  parent: ComponentResource,
): Resource {
  const { packs, pointer } = firstRelease(context.plan, context.given);
  const tags = skerryTags(context.plan, node.region);
  const objects = packs.map(
    ({ name, key, path }) =>
      new BucketObjectv2(
        `${node.id}/boot/${name}`,
        { bucket, key, source: new asset.FileAsset(path), tags },
        within(context, parent, { retainOnDelete: true }),
      ),
  );
  return new BucketObjectv2(
    `${node.id}/boot/first-release`,
    { bucket, key: pointer.key, content: pointer.content, contentType: 'application/json', tags },
    within(context, parent, { dependsOn: objects, retainOnDelete: true, ignoreChanges: ['content'] }),
  );
}
