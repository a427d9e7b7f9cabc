import { ComponentResource, type ComponentResourceOptions } from '@pulumi/pulumi';
import type { BucketNode } from '../topology/plan/plan.ts';
import type { RegionBuilder } from './platform.ts';

/** An append-only copy of a bucket in another one: what is deleted in the source stays in the copy. */
export class BucketBackup extends ComponentResource {
  constructor(
    source: BucketNode,
    target: BucketNode,
    builder: RegionBuilder,
    options: ComponentResourceOptions,
  ) {
    super('skerry:index:BucketBackup', source.id, {}, options);
    builder.backup?.(source, target, this);
    this.registerOutputs({});
  }
}
