import { BucketObject } from '@pulumi/alicloud/oss/bucketObject.js';
import type { ComponentResource, Input, Resource } from '@pulumi/pulumi';
import type { BucketNode } from '../../../topology/plan/plan.ts';
import { firstRelease } from '../../boot/first-release.ts';
import { type AlicloudContext, within } from './context.ts';

/** Puts the first release into a bucket: its packs, then the pointer, which stays as it was made. */
export function putFirstRelease(
  context: AlicloudContext,
  node: BucketNode,
  bucket: Input<string>,
  parent: ComponentResource,
): Resource {
  const { packs, pointer } = firstRelease(context.plan, context.given);
  // As with the kit: the key says what a pack is, not the path from which it came.
  const options = within(context, parent, { retainOnDelete: true, ignoreChanges: ['source'] });
  const objects = packs.map(
    ({ name, key, path }) =>
      new BucketObject(`${node.id}/boot/${name}`, { bucket, key, source: path }, options),
  );
  return new BucketObject(
    `${node.id}/boot/first-release`,
    { bucket, key: pointer.key, content: pointer.content, contentType: 'application/json' },
    within(context, parent, { dependsOn: objects, retainOnDelete: true, ignoreChanges: ['content'] }),
  );
}
