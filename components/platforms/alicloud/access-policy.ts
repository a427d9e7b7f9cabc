import type { GroupNode, Plan } from '../../../topology/plan/plan.ts';
import { type BucketAccess, bucketAccess } from '../../bucket-access.ts';
import { bucketNode } from '../../lookup.ts';
import { bucketName, bucketResource } from './bucket-args.ts';

const OBJECT_ACTIONS: Record<BucketAccess['level'], string[]> = {
  read: ['oss:GetObject'],
  write: ['oss:GetObject', 'oss:PutObject', 'oss:DeleteObject', 'oss:AbortMultipartUpload', 'oss:ListParts'],
};

/** Instances of ECS may take the role; there are no keys to leak. */
export const INSTANCE_TRUST = JSON.stringify({
  Version: '1',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: ['ecs.aliyuncs.com'] } }],
});

/** What a group's instances may do: their buckets, and nothing else. */
export function accessPolicy(plan: Plan, group: GroupNode): string {
  const statements = bucketAccess(group).flatMap(({ bucket, level }) => {
    const node = bucketNode(plan, bucket);
    const resource = bucketResource(plan, node.region, bucketName(plan, node));
    return [
      { Effect: 'Allow', Action: ['oss:ListObjects', 'oss:GetBucketInfo'], Resource: [resource] },
      { Effect: 'Allow', Action: OBJECT_ACTIONS[level], Resource: [`${resource}/*`] },
    ];
  });
  return JSON.stringify({ Version: '1', Statement: statements });
}
