import {
  CreateBucketCommand,
  DeleteBucketPolicyCommand,
  HeadBucketCommand,
  PutBucketPolicyCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { PUBLIC } from '../keys.ts';
import type { StoreConfig } from '../store-config.ts';
import { createS3Client } from './client.ts';
import { statusOf, toStoreError } from './failure.ts';

/** Creates the bucket where it isn't there yet. */
export function ensureBucket(config: StoreConfig): Promise<void> {
  return administer(config, 'create-bucket', async (client, Bucket) => {
    try {
      await client.send(new HeadBucketCommand({ Bucket }));
    } catch (error) {
      if (statusOf(error) !== 404) throw error;
      await client.send(new CreateBucketCommand({ Bucket })).catch((failure: unknown) => {
        // Created by someone else, or by an earlier try whose answer was lost.
        if ((failure as Error).name !== 'BucketAlreadyOwnedByYou') throw failure;
      });
    }
  });
}

/** Anyone may GET objects of the public prefix, if they know the key: no listing, no writing, nothing else. */
export function publicReadPolicy(bucket: string): string {
  const statement = {
    Sid: 'ReadPublicObjects',
    Effect: 'Allow',
    Principal: '*',
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::${bucket}/${PUBLIC}/*`,
  };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

/** Replaces whatever policy the bucket has; idempotent. */
export function allowPublicRead(config: StoreConfig): Promise<void> {
  return administer(config, 'put-bucket-policy', async (client, Bucket) => {
    await client.send(new PutBucketPolicyCommand({ Bucket, Policy: publicReadPolicy(Bucket) }));
  });
}

/** Only the bucket's own credentials remain; idempotent. */
export function denyPublicRead(config: StoreConfig): Promise<void> {
  return administer(config, 'delete-bucket-policy', async (client, Bucket) => {
    await client.send(new DeleteBucketPolicyCommand({ Bucket }));
  });
}

async function administer(
  config: StoreConfig,
  operation: string,
  step: (client: S3Client, bucket: string) => Promise<void>,
): Promise<void> {
  const client = createS3Client(config);
  try {
    await step(client, config.bucket);
  } catch (error) {
    throw toStoreError(operation, config.bucket, error);
  } finally {
    client.destroy();
  }
}
