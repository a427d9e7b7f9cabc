import { ComponentResource, type ComponentResourceOptions } from '@pulumi/pulumi';
import type { BucketNode } from '../topology/plan/plan.ts';
import type { RegionBuilder } from './platform.ts';

/** The software that instances run, published into the bucket they fetch it from. */
export class Release extends ComponentResource {
  constructor(bucket: BucketNode, builder: RegionBuilder, options: ComponentResourceOptions) {
    super('skerry:index:Release', bucket.id, {}, options);
    builder.release?.(bucket, this);
    this.registerOutputs({});
  }
}
