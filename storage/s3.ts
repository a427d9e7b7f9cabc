import { setTimeout as delay } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type GetObjectCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { TruncatedBodyError } from './errors.ts';
import { checkedBody, wholeBody } from './s3/body.ts';
import { createS3Client } from './s3/client.ts';
import { attemptsOf, isMissing, statusOf, toStoreError } from './s3/failure.ts';
import { headersFromOptions, infoFromHeaders, totalSize, WRITER_TOKEN } from './s3/metadata.ts';
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

/** Reads of a small body that are cut on the way are tried again; the SDK retries only until the headers are there. */
const BODY_ATTEMPTS = 3;
/** Answers 409 (another conditional write of the key is under way) that are waited out before giving up. */
const CONFLICT_ATTEMPTS = 8;
const CONFLICT_PAUSE = 50;

/** The S3 dialect: AWS S3, versitygw and any other store that honours `If-None-Match: *` on PUT. */
export class S3Store implements ObjectStore {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(config: StoreConfig) {
    this.#client = createS3Client(config);
    this.#bucket = config.bucket;
  }

  async head(key: string): Promise<ObjectInfo | undefined> {
    try {
      return infoFromHeaders(key, await this.#client.send(new HeadObjectCommand(this.#object(key))));
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw toStoreError('head', key, error);
    }
  }

  async get(key: string, options?: { ifNoneMatch?: string }): Promise<ObjectBody | 'unchanged' | undefined> {
    for (let attempt = 1; ; attempt++) {
      try {
        const condition = options?.ifNoneMatch === undefined ? {} : { IfNoneMatch: options.ifNoneMatch };
        const answer = await this.#client.send(new GetObjectCommand({ ...this.#object(key), ...condition }));
        const info = infoFromHeaders(key, answer);
        return { ...info, body: await wholeBody(key, nodeStream(answer), info.size) };
      } catch (error) {
        if (statusOf(error) === 304) return 'unchanged';
        if (isMissing(error)) return undefined;
        if (error instanceof TruncatedBodyError && attempt < BODY_ATTEMPTS) continue;
        throw toStoreError('get', key, error);
      }
    }
  }

  async stream(key: string, range?: ByteRange): Promise<ObjectStream | undefined> {
    const header = range === undefined ? {} : { Range: `bytes=${range.first}-${range.last ?? ''}` };
    try {
      const answer = await this.#client.send(new GetObjectCommand({ ...this.#object(key), ...header }));
      const length = answer.ContentLength ?? 0;
      const size = range === undefined ? length : totalSize(answer.ContentRange, length);
      return {
        ...infoFromHeaders(key, answer),
        size,
        body: checkedBody(key, nodeStream(answer), length),
      };
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw toStoreError('stream', key, error);
    }
  }

  async put(key: string, body: Uint8Array, options?: PutOptions): Promise<ObjectInfo> {
    const headers = headersFromOptions(options);
    try {
      const command = new PutObjectCommand({ ...this.#object(key), ...headers, Body: body });
      const { ETag } = await this.#client.send(command);
      const stored = { ...headers, ETag, ContentLength: body.byteLength, LastModified: new Date() };
      return infoFromHeaders(key, stored);
    } catch (error) {
      throw toStoreError('put', key, error);
    }
  }

  async putIfAbsent(key: string, body: Uint8Array, options?: PutOptions): Promise<'created' | 'exists'> {
    const token = randomUUID();
    const headers = headersFromOptions(options, { [WRITER_TOKEN]: token });
    let sent = 0;
    for (let conflicts = 1; ; conflicts++) {
      try {
        await this.#client.send(
          new PutObjectCommand({ ...this.#object(key), ...headers, Body: body, IfNoneMatch: '*' }),
        );
        return 'created';
      } catch (error) {
        sent += attemptsOf(error);
        if (statusOf(error) === 412) {
          // An earlier try whose answer was lost may itself have created what the later one found.
          return sent > 1 && (await this.#isCreatedBy(key, token)) ? 'created' : 'exists';
        }
        if ((error as Error).name !== 'ConditionalRequestConflict' || conflicts === CONFLICT_ATTEMPTS) {
          throw toStoreError('put-if-absent', key, error);
        }
        await delay(CONFLICT_PAUSE * conflicts);
      }
    }
  }

  write(key: string, options?: PutOptions): ObjectWriter {
    return new S3Writer(this.#client, this.#bucket, key, options);
  }

  async *list(prefix: string, options?: { after?: string }): AsyncGenerator<ObjectInfo> {
    let from: { StartAfter?: string; ContinuationToken?: string } =
      options?.after === undefined ? {} : { StartAfter: options.after };
    for (;;) {
      const page = await this.#listPage(prefix, from);
      for (const { Key, ETag, Size, LastModified } of page.Contents ?? []) {
        yield { key: Key ?? '', size: Size ?? 0, etag: ETag ?? '', modified: LastModified ?? new Date(0) };
      }
      if (page.NextContinuationToken === undefined) return;
      from = { ContinuationToken: page.NextContinuationToken };
    }
  }

  async delete(key: string): Promise<void> {
    try {
      await this.#client.send(new DeleteObjectCommand(this.#object(key)));
    } catch (error) {
      if (!isMissing(error)) throw toStoreError('delete', key, error);
    }
  }

  close(): void {
    this.#client.destroy();
  }

  #object(key: string) {
    return { Bucket: this.#bucket, Key: key };
  }

  async #listPage(prefix: string, from: { StartAfter?: string; ContinuationToken?: string }) {
    try {
      return await this.#client.send(
        new ListObjectsV2Command({ Bucket: this.#bucket, Prefix: prefix, ...from }),
      );
    } catch (error) {
      throw toStoreError('list', prefix, error);
    }
  }

  async #isCreatedBy(key: string, token: string): Promise<boolean> {
    try {
      const { Metadata } = await this.#client.send(new HeadObjectCommand(this.#object(key)));
      return Metadata?.[WRITER_TOKEN] === token;
    } catch (error) {
      if (isMissing(error)) return false;
      throw toStoreError('put-if-absent', key, error);
    }
  }
}

/** On Node the SDK's body is always a Readable; its type speaks for browsers, too. */
function nodeStream(answer: GetObjectCommandOutput): Readable {
  return answer.Body as unknown as Readable;
}
