import { randomUUID } from 'node:crypto';
import { isMissing, toStoreError } from './s3/failure.ts';
import { isCreatedBy, putObject } from './s3/put.ts';
import { S3Reader } from './s3/reader.ts';
import { Refusal } from './s3/refusal.ts';
import { S3Requests, type S3Options } from './s3/requests.ts';
import { STAGING } from './s3/staged-upload.ts';
import { sweepStaleUploads } from './s3/stale-uploads.ts';
import { WRITER_TOKEN } from './s3/metadata.ts';
import { S3Writer } from './s3/writer.ts';
import type { StoreConfig } from './store-config.ts';
import type {
  AbandonedWrites,
  Cancellation,
  ObjectInfo,
  ObjectStore,
  ObjectWriter,
  PutOptions,
} from './store.ts';

/**
 * A bucket of AWS S3, versitygw or any other store that honours `If-None-Match: *` on PUT; in the dialect `oss`, one of
 * Alibaba Cloud, which takes the same requests and answers in the same XML under other headers and another signature.
 */
export class S3Store extends S3Reader implements ObjectStore {
  readonly #requests: S3Requests;

  constructor(config: StoreConfig, options?: S3Options) {
    const requests = new S3Requests(config, options);
    super(requests);
    this.#requests = requests;
  }

  async put(key: string, body: Uint8Array, options?: PutOptions & Cancellation): Promise<ObjectInfo> {
    try {
      return await putObject(this.#requests, key, body, options);
    } catch (error) {
      throw toStoreError('put', key, error);
    }
  }

  async putIfAbsent(
    key: string,
    body: Uint8Array,
    options?: PutOptions & Cancellation,
  ): Promise<'created' | 'exists'> {
    const token = randomUUID();
    const marked = { ...options, metadata: { ...options?.metadata, [WRITER_TOKEN]: token } };
    try {
      await putObject(this.#requests, key, body, marked, { isCreation: true });
      return 'created';
    } catch (error) {
      if (!(error instanceof Refusal && error.judgement === 'conflict')) {
        throw toStoreError('put-if-absent', key, error);
      }
      // An earlier try whose answer was lost may itself have created what the later one found.
      return error.attempts > 1 && (await this.#isOwn(key, token)) ? 'created' : 'exists';
    }
  }

  write(key: string, options?: PutOptions): ObjectWriter {
    return new S3Writer(this.#requests, key, options);
  }

  async delete(key: string, options?: Cancellation): Promise<void> {
    try {
      (await this.#requests.send({ method: 'DELETE', key, signal: options?.signal })).resume();
    } catch (error) {
      if (!isMissing(error)) throw toStoreError('delete', key, error);
    }
  }

  async sweepAbandoned(olderThan: Date, options?: Cancellation): Promise<AbandonedWrites> {
    try {
      return await sweepStaleUploads(this.#requests, this, olderThan, options?.signal);
    } catch (error) {
      throw toStoreError('sweep', STAGING, error);
    }
  }

  async #isOwn(key: string, token: string): Promise<boolean> {
    try {
      return await isCreatedBy(this.#requests, key, token);
    } catch (error) {
      throw toStoreError('put-if-absent', key, error);
    }
  }
}
