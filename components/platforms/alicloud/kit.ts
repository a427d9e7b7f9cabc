import { BucketObject } from '@pulumi/alicloud/oss/bucketObject.js';
import type { ComponentResource, Input, Resource } from '@pulumi/pulumi';
import type { BucketNode } from '../../../topology/plan/plan.ts';
import { bootKit } from '../../boot/kit.ts';
import { type AlicloudContext, within } from './context.ts';

/**
 * Puts what instances start from into a bucket. Older files stay: instances of an older configuration start from them.
 * Where the file lay on the machine of the update says nothing of it; its key does.
 */
export function uploadKit(
  context: AlicloudContext,
  node: BucketNode,
  bucket: Input<string>,
  parent: ComponentResource,
): Resource[] {
  const options = within(context, parent, { retainOnDelete: true, ignoreChanges: ['source'] });
  return bootKit().map(
    ({ name, key, path }) =>
      new BucketObject(`${node.id}/boot/${name}`, { bucket, key, source: path }, options),
  );
}
