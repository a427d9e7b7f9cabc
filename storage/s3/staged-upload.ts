import { randomUUID } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
  UploadPartCommand,
  type CompletedPart,
  type S3Client,
} from '@aws-sdk/client-s3';
import { internalKey } from '../keys.ts';
import { isMissing } from './failure.ts';
import type { headersFromOptions } from './metadata.ts';

/** S3's limit for one server-side copy. */
const MAX_BYTES = 5 * 1024 ** 3;

/** Where long bodies wait for their commit; `stale-uploads.ts` clears what crashed writers leave here. */
export const STAGING = 'staging';

/**
 * A multipart upload under a key of its own, copied to the final key by the store itself at the commit. S3 fixes an
 * upload's metadata at its start, while ours (a digest) is known only at its end: so body and metadata still become
 * visible in one step.
 */
export class StagedUpload {
  readonly #client: S3Client;
  readonly #staged: { Bucket: string; Key: string };
  readonly #parts: CompletedPart[] = [];
  readonly #interruption = new AbortController();
  #uploadId: string | undefined;
  #bytes = 0;
  #complete = false;

  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#staged = { Bucket: bucket, Key: internalKey(STAGING, randomUUID()) };
  }

  async add(part: Uint8Array): Promise<void> {
    if (this.#bytes + part.byteLength > MAX_BYTES) {
      throw new RangeError(`the body exceeds ${MAX_BYTES} bytes, the most that a bucket copies in one step`);
    }
    const abortSignal = this.#interruption.signal;
    this.#uploadId ??= await this.#begin();
    const PartNumber = this.#parts.length + 1;
    const command = new UploadPartCommand({
      ...this.#staged,
      UploadId: this.#uploadId,
      PartNumber,
      Body: part,
    });
    const { ETag } = await this.#client.send(command, { abortSignal });
    this.#parts.push({ ETag, PartNumber });
    this.#bytes += part.byteLength;
  }

  async moveTo(key: string, headers: ReturnType<typeof headersFromOptions>) {
    if (!this.#complete) await this.#finish();
    const { Bucket, Key } = this.#staged;
    const { CopyObjectResult } = await this.#client.send(
      new CopyObjectCommand({
        Bucket,
        Key: key,
        CopySource: `${Bucket}/${Key}`,
        MetadataDirective: 'REPLACE',
        ...headers,
      }),
    );
    await this.#clear(new DeleteObjectCommand(this.#staged));
    return { ...headers, ...CopyObjectResult, ContentLength: this.#bytes };
  }

  /** Cuts a part that is on its way. */
  interrupt(): void {
    this.#interruption.abort();
  }

  async discard(): Promise<void> {
    if (this.#uploadId === undefined) return;
    await this.#clear(new AbortMultipartUploadCommand({ ...this.#staged, UploadId: this.#uploadId }));
    await this.#clear(new DeleteObjectCommand(this.#staged));
  }

  async #begin(): Promise<string> {
    const { UploadId } = await this.#client.send(new CreateMultipartUploadCommand(this.#staged));
    if (UploadId === undefined) throw new Error('the store began an upload without naming it');
    return UploadId;
  }

  async #finish(): Promise<void> {
    try {
      const upload = { UploadId: this.#uploadId, MultipartUpload: { Parts: this.#parts } };
      await this.#client.send(new CompleteMultipartUploadCommand({ ...this.#staged, ...upload }));
    } catch (error) {
      // A try whose answer was lost has completed the upload: then it is gone, and the object is there.
      if (!isMissing(error)) throw error;
      const { ContentLength } = await this.#client.send(new HeadObjectCommand(this.#staged));
      if (ContentLength !== this.#bytes) throw error;
    }
    this.#complete = true;
  }

  /** What can't be cleared now is invisible to readers and falls to the sweep of stale uploads. */
  async #clear(command: DeleteObjectCommand | AbortMultipartUploadCommand): Promise<void> {
    await this.#client.send(command as DeleteObjectCommand).catch(() => undefined);
  }
}
