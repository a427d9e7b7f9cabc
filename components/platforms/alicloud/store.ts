import type { BucketNode, Plan } from '../../../topology/plan/plan.ts';
import { bucketName } from './bucket-args.ts';

/**
 * How instances of a region reach a bucket: in their own region within the cloud's network, else over the internet; by
 * their own role, which needs no credentials.
 */
export function storeOf(plan: Plan, node: BucketNode, from: string) {
  const place = `oss-${node.region}${node.region === from ? '-internal' : ''}`;
  return {
    dialect: 'oss',
    endpoint: `https://${place}.aliyuncs.com`,
    region: node.region,
    bucket: bucketName(plan, node),
  };
}
