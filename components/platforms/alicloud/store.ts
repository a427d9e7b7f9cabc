import type { BucketNode, Plan } from '../../../topology/plan/plan.ts';
import { bucketName } from './bucket-args.ts';

/** Kept fresh by the instance itself (boot.py): it has no keys of its own but those of its role, which end. */
export const CREDENTIALS_FILE = '/run/skerry/bucket-credentials';

/**
 * How instances of a region reach a bucket: in their own region within the cloud's network, else over the internet; by
 * the S3 dialect, which OSS speaks at hosts of its own.
 */
export function storeOf(plan: Plan, node: BucketNode, from: string) {
  const place = `oss-${node.region}${node.region === from ? '-internal' : ''}`;
  return {
    dialect: 's3',
    endpoint: `https://s3.${place}.aliyuncs.com`,
    region: `oss-${node.region}`,
    bucket: bucketName(plan, node),
    credentialsFile: CREDENTIALS_FILE,
  };
}
