/** For a caller who gives up: the operation then throws the signal's reason, soon, and is not tried again. */
export interface Cancellation {
  signal?: AbortSignal | undefined;
}

/** What those need who only read, such as an instance's agent. */
export interface ReadableStore {
  /** Metadata without the body; `undefined` where there is no such object. */
  head(key: string, options?: Cancellation): Promise<ObjectInfo | undefined>;

  /** The whole object in memory, for small ones. With `ifNoneMatch` equal to the current ETag: `'unchanged'`. */
  get(
    key: string,
    options?: { ifNoneMatch?: string } & Cancellation,
  ): Promise<ObjectBody | 'unchanged' | undefined>;

  /** The object, or the bytes `first..last` (inclusive) of it, as a stream. A stream cut short throws. */
  stream(key: string, range?: ByteRange, options?: Cancellation): Promise<ObjectStream | undefined>;

  /** Keys with this prefix in bytewise order, each with size, ETag and time; `after` is exclusive. */
  list(prefix: string, options?: { after?: string } & Cancellation): AsyncIterable<ObjectInfo>;

  /** Ends idle connections. The store can't be used afterwards. */
  close(): void;
}

/**
 * The object store as the rest of the project sees it: the least common ground of OSS, S3 and versitygw on which
 * everything durable is built. One contract suite (`test/storage/contract.ts`) holds every dialect to it.
 *
 * Keys are made by `storage/keys.ts`, never by hand: a key must not be a "directory" of another one.
 */
export interface ObjectStore extends ReadableStore {
  /** Replaces or creates. Readers see the old body or the new one, never a mixture. */
  put(key: string, body: Uint8Array, options?: PutOptions & Cancellation): Promise<ObjectInfo>;

  /** Creates; of any number of racing callers exactly one gets `'created'`. */
  putIfAbsent(
    key: string,
    body: Uint8Array,
    options?: PutOptions & Cancellation,
  ): Promise<'created' | 'exists'>;

  /**
   * A body of unknown length, in bounded memory. Nothing is visible under `key` before `commit()` has returned;
   * `abort()`, a crash or a dropped connection leave whatever was there before.
   */
  write(key: string, options?: PutOptions): ObjectWriter;

  /** Idempotent: deleting what isn't there is fine. */
  delete(key: string, options?: Cancellation): Promise<void>;

  /**
   * Frees what writers that were killed before `olderThan` left in the bucket; no reader ever sees it. Writers that
   * may still be at work must be younger.
   */
  sweepAbandoned(olderThan: Date, options?: Cancellation): Promise<AbandonedWrites>;
}

export interface AbandonedWrites {
  /** Uploads that were never finished. */
  uploads: number;
  /** Bodies that were finished and never committed. */
  bodies: number;
}

export interface ObjectInfo {
  key: string;
  /** Bytes. */
  size: number;
  etag: string;
  modified: Date;
  /** Own metadata, lower-case names; absent in listings. */
  metadata?: Readonly<Record<string, string>>;
  contentType?: string;
  cacheControl?: string;
}

export interface ObjectBody extends ObjectInfo {
  body: Uint8Array;
}

export interface ObjectStream extends ObjectInfo {
  body: AsyncIterable<Uint8Array>;
}

/** Inclusive at both ends, as in HTTP; without `last`, to the end. */
export interface ByteRange {
  first: number;
  last?: number;
}

export interface PutOptions {
  contentType?: string;
  cacheControl?: string;
  /** Own metadata: lower-case ASCII names, ASCII values. */
  metadata?: Readonly<Record<string, string>>;
  /** Of the body, in hex, from a caller who knows it anyway: it isn't computed once more. A wrong one is refused. */
  sha256?: string;
}

export interface ObjectWriter {
  /** Resolves when the next chunk may come (back-pressure). */
  write(chunk: Uint8Array): Promise<void>;
  /** Makes the whole body visible at once. `metadata` known only at the end (a digest) is added to that of the options. */
  commit(metadata?: Readonly<Record<string, string>>): Promise<ObjectInfo>;
  /** Idempotent, also after a failure; never throws. */
  abort(): Promise<void>;
}
