import type { GroupNode } from '../topology/plan/plan.ts';

/** What the instances of a group may do with a bucket. */
export interface BucketAccess {
  /** Id of the bucket. */
  bucket: string;
  level: 'read' | 'write';
}

/**
 * The least that a workload needs: `mirror-serve` only reads, the others write what they work on, and everybody reads
 * the bucket that its releases come from. One entry a bucket, the stronger level where two apply.
 */
export function bucketAccess(
  group: Pick<GroupNode, 'workload' | 'buckets' | 'releaseBucket'>,
): BucketAccess[] {
  const levels = new Map<string, BucketAccess['level']>();
  if (group.releaseBucket !== undefined) levels.set(group.releaseBucket, 'read');
  for (const bucket of group.buckets)
    levels.set(bucket, group.workload === 'mirror-serve' ? 'read' : 'write');
  return [...levels].map(([bucket, level]) => ({ bucket, level }));
}
