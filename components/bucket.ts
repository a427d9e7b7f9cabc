import { ComponentResource, type ComponentResourceOptions, type Output } from '@pulumi/pulumi';
import type { BucketNode } from '../topology/plan/plan.ts';
import type { BucketFacts, EdgeOrigin, RegionBuilder } from './platform.ts';

/** Object storage: private, encrypted, and readable by the edge below `public/` alone where its access is `cdn`. */
export class Bucket extends ComponentResource implements BucketFacts {
  readonly bucketName: Output<string>;
  readonly origin: EdgeOrigin;

  constructor(node: BucketNode, builder: RegionBuilder, options: ComponentResourceOptions) {
    super('skerry:index:Bucket', node.id, {}, options);
    const facts = builder.bucket(node, this);
    this.bucketName = facts.bucketName;
    this.origin = facts.origin;
    this.registerOutputs({ bucketName: this.bucketName });
  }
}
