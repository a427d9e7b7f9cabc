import type { BucketNode, Plan } from '../../../topology/plan/plan.ts';
import { bucketName } from './bucket-args.ts';

/** How instances reach a bucket: by their own role, which needs no credentials. */
export function storeOf(plan: Plan, node: BucketNode) {
  return {
    dialect: 's3',
    endpoint: `https://s3.${node.region}.amazonaws.com`,
    region: node.region,
    bucket: bucketName(plan, node),
  };
}
