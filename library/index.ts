/**
 * Skerry's components for Pulumi programs of your own. A region comes from `skerry/aws` or `skerry/alicloud`; what lies in
 * it has the same words on both. docs/library.md shows a whole program.
 */
export { Bucket, type BucketArgs } from './bucket.ts';
export type { GroupArgs, GroupCapacity } from './group-args.ts';
export { MirrorRegion } from './mirror-region.ts';
export type { MirrorRegionArgs } from './mirror-words.ts';
export { type Refusal, RefusedError } from './refused.ts';
export type { CloudRegion, CommonRegionArgs } from './region.ts';
export { type GroupBalancer, ScalingGroup, type ScalingGroupArgs } from './scaling-group.ts';
export type * from './words.ts';
