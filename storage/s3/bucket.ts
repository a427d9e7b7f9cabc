import { createHash } from 'node:crypto';
import { PUBLIC } from '../keys.ts';
import type { StoreConfig } from '../store-config.ts';
import { isMissing, toStoreError } from './failure.ts';
import { Refusal } from './refusal.ts';
import { S3Requests, type S3Request } from './requests.ts';

/** Creates the bucket where it isn't there yet. */
export function ensureBucket(config: StoreConfig): Promise<void> {
  return administer(config, 'create-bucket', async (send) => {
    try {
      await send({ method: 'HEAD' });
    } catch (error) {
      if (!isMissing(error)) throw error;
      await send({ method: 'PUT' }).catch((failure: unknown) => {
        // Created by someone else, or by an earlier try whose answer was lost.
        if (!(failure instanceof Refusal && failure.code === 'BucketAlreadyOwnedByYou')) throw failure;
      });
    }
  });
}

/** Anyone may GET objects of the public prefix, if they know the key: no listing, no writing, nothing else. */
function publicReadPolicy(bucket: string): string {
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
  return administer(config, 'put-bucket-policy', async (send) => {
    const body = Buffer.from(publicReadPolicy(config.bucket));
    const headers = { 'content-md5': createHash('md5').update(body).digest('base64') };
    await send({ method: 'PUT', parameters: { policy: '' }, headers, body });
  });
}

/** Only the bucket's own credentials remain; idempotent. */
export function denyPublicRead(config: StoreConfig): Promise<void> {
  return administer(config, 'delete-bucket-policy', (send) =>
    send({ method: 'DELETE', parameters: { policy: '' } }),
  );
}

type Send = (request: Omit<S3Request, 'key'>) => Promise<void>;

async function administer(
  config: StoreConfig,
  operation: string,
  step: (send: Send) => Promise<void>,
): Promise<void> {
  const requests = new S3Requests(config);
  try {
    await step(async (request) => {
      (await requests.send({ ...request, key: '' })).resume();
    });
  } catch (error) {
    throw toStoreError(operation, config.bucket, error);
  } finally {
    requests.close();
  }
}
