import { AbortMultipartUploadCommand, ListMultipartUploadsCommand, type S3Client } from '@aws-sdk/client-s3';
import { internalPrefix } from '../keys.ts';
import type { StoreConfig } from '../store-config.ts';
import { S3Store } from '../s3.ts';
import { createS3Client } from './client.ts';
import { isMissing, toStoreError } from './failure.ts';
import { STAGING } from './staged-upload.ts';

/** Hours that a writer may well need for one long body; what is older was left by a crash. */
export const STALE_HOURS = 24;

export interface SweepResult {
  /** Unfinished multipart uploads that were given up. */
  uploads: number;
  /** Finished but never committed bodies that were deleted. */
  bodies: number;
}

/** Frees what crashed writers left in the bucket. Several sweeps at once do no harm. */
export async function sweepStaleUploads(config: StoreConfig, olderThan: Date): Promise<SweepResult> {
  const client = createS3Client(config);
  const store = new S3Store(config);
  const result: SweepResult = { uploads: 0, bodies: 0 };
  try {
    for await (const upload of listUploads(client, config.bucket)) {
      if (upload.started >= olderThan) continue;
      await abort(client, config.bucket, upload);
      result.uploads++;
    }
    for await (const body of store.list(internalPrefix(STAGING))) {
      if (body.modified >= olderThan) continue;
      await store.delete(body.key);
      result.bodies++;
    }
    return result;
  } finally {
    client.destroy();
    store.close();
  }
}

interface Upload {
  key: string;
  id: string;
  started: Date;
}

async function* listUploads(client: S3Client, bucket: string): AsyncGenerator<Upload> {
  const prefix = internalPrefix(STAGING);
  let marker: { KeyMarker?: string; UploadIdMarker?: string } = {};
  for (;;) {
    const page = await client
      .send(new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: prefix, ...marker }))
      .catch((error: unknown) => {
        throw toStoreError('list-uploads', prefix, error);
      });
    for (const { Key, UploadId, Initiated } of page.Uploads ?? []) {
      // One without a time can't be judged, and stays.
      if (Key !== undefined && UploadId !== undefined && Initiated !== undefined) {
        yield { key: Key, id: UploadId, started: Initiated };
      }
    }
    if (page.IsTruncated !== true || page.NextKeyMarker === undefined) return;
    marker = { KeyMarker: page.NextKeyMarker };
    if (page.NextUploadIdMarker !== undefined) marker.UploadIdMarker = page.NextUploadIdMarker;
  }
}

async function abort(client: S3Client, bucket: string, upload: Upload): Promise<void> {
  const { key, id } = upload;
  try {
    await client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key: key, UploadId: id }));
  } catch (error) {
    if (!isMissing(error)) throw toStoreError('abort-upload', key, error);
  }
}
