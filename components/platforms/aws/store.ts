import type { BucketNode, Plan } from '../../../topology/plan/plan.ts';
import { bucketName as ossName } from '../alicloud/bucket-args.ts';
import { bucketName } from './bucket-args.ts';
import { secretFile } from './secret-names.ts';

/** How instances reach a bucket: by their own role, which needs no credentials; one of another cloud by a key. */
export function storeOf(plan: Plan, node: BucketNode) {
  const platform = plan.regions.find(({ name }) => name === node.region)?.platform;
  if (platform === 'alicloud') return ossStore(plan, node);
  return {
    dialect: 's3',
    endpoint: `https://s3.${node.region}.amazonaws.com`,
    region: node.region,
    bucket: bucketName(plan, node),
  };
}

/** Over the internet, by the bucket's own name where it has one: mainland China refuses writes to the public endpoint. */
function ossStore(plan: Plan, node: BucketNode) {
  const host = node.host !== undefined && plan.domain && `${node.host}.${plan.domain.name}`;
  return {
    dialect: 'oss',
    endpoint: host ? `https://${host}` : `https://oss-${node.region}.aliyuncs.com`,
    region: node.region,
    bucket: ossName(plan, node),
    ...(host && { ownHost: true }),
    credentialsFile: secretFile('foreign-key'),
  };
}
