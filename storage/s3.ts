import { setTimeout as delay } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import { attemptsOf, isMissing, statusOf, toStoreError } from './s3/failure.ts';
import { isCreatedBy, putObject } from './s3/put.ts';
import { S3Reader } from './s3/reader.ts';
import { S3Requests } from './s3/requests.ts';
import { WRITER_TOKEN } from './s3/metadata.ts';
import { S3Writer } from './s3/writer.ts';
import type { StoreConfig } from './store-config.ts';
import type {
  ByteRange,
  ObjectBody,
  ObjectInfo,
  ObjectStore,
  ObjectStream,
  ObjectWriter,
  PutOptions,
} from './store.ts';

/** Answers 409 (another conditional write of the key is under way) that are waited out before giving up. */
const CONFLICT_ATTEMPTS = 8;
const CONFLICT_PAUSE = 50;

/** The S3 dialect: AWS S3, versitygw and any other store that honours `If-None-Match: *` on PUT. */
export class S3Store implements ObjectStore {
  readonly #config: StoreConfig;
  readonly #requests: S3Requests;
  readonly #reader: S3Reader;

  constructor(config: StoreConfig) {
    this.#config = config;
    this.#requests = new S3Requests(config);
    this.#reader = new S3Reader(this.#requests);
  }

  head(key: string): Promise<ObjectInfo | undefined> {
    return this.#reader.head(key);
  }

  get(key: string, options?: { ifNoneMatch?: string }): Promise<ObjectBody | 'unchanged' | undefined> {
    return this.#reader.get(key, options);
  }

  stream(key: string, range?: ByteRange): Promise<ObjectStream | undefined> {
    return this.#reader.stream(key, range);
  }

  list(prefix: string, options?: { after?: string }): AsyncIterable<ObjectInfo> {
    return this.#reader.list(prefix, options);
  }

  async put(key: string, body: Uint8Array, options?: PutOptions): Promise<ObjectInfo> {
    try {
      return await putObject(this.#requests, key, body, options);
    } catch (error) {
      throw toStoreError('put', key, error);
    }
  }

  async putIfAbsent(key: string, body: Uint8Array, options?: PutOptions): Promise<'created' | 'exists'> {
    const token = randomUUID();
    const marked = { ...options, metadata: { ...options?.metadata, [WRITER_TOKEN]: token } };
    let sent = 0;
    for (let conflicts = 1; ; conflicts++) {
      try {
        await putObject(this.#requests, key, body, marked, { 'if-none-match': '*' });
        return 'created';
      } catch (error) {
        sent += attemptsOf(error);
        if (statusOf(error) === 412) {
          // An earlier try whose answer was lost may itself have created what the later one found.
          return sent > 1 && (await isCreatedBy(this.#requests, key, token)) ? 'created' : 'exists';
        }
        if ((error as Error).name !== 'ConditionalRequestConflict' || conflicts === CONFLICT_ATTEMPTS) {
          throw toStoreError('put-if-absent', key, error);
        }
        await delay(CONFLICT_PAUSE * conflicts);
      }
    }
  }

  write(key: string, options?: PutOptions): ObjectWriter {
    return new S3Writer(this.#requests, this.#config, key, options);
  }

  async delete(key: string): Promise<void> {
    try {
      (await this.#requests.send({ method: 'DELETE', key })).resume();
    } catch (error) {
      if (!isMissing(error)) throw toStoreError('delete', key, error);
    }
  }

  close(): void {
    this.#requests.close();
  }
}
