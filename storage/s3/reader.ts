import { StoreError, TruncatedBodyError } from '../errors.ts';
import type {
  ByteRange,
  Cancellation,
  ObjectBody,
  ObjectInfo,
  ObjectStream,
  ReadableStore,
} from '../store.ts';
import { checkedBody, wholeBody } from './body.ts';
import { isMissing, toStoreError } from './failure.ts';
import { readListing, type ListingPage } from './listing.ts';
import { infoOf, totalSize } from './metadata.ts';
import { Refusal } from './refusal.ts';
import type { S3Requests } from './requests.ts';
import { pauseFor, Retries } from './retry.ts';

/** Reads a bucket, for those who do nothing else and as the reading half of `S3Store`. */
export class S3Reader implements ReadableStore {
  readonly #requests: S3Requests;

  constructor(requests: S3Requests) {
    this.#requests = requests;
  }

  async head(key: string, options?: Cancellation): Promise<ObjectInfo | undefined> {
    try {
      const answer = await this.#requests.send({ method: 'HEAD', key, signal: options?.signal });
      answer.resume();
      return infoOf(this.#requests.dialect.meta, key, answer.headers);
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw toStoreError('head', key, error);
    }
  }

  async get(
    key: string,
    options?: { ifNoneMatch?: string } & Cancellation,
  ): Promise<ObjectBody | 'unchanged' | undefined> {
    const signal = options?.signal;
    const headers = options?.ifNoneMatch === undefined ? {} : { 'if-none-match': options.ifNoneMatch };
    const retries = new Retries();
    for (;;) {
      try {
        const answer = await this.#requests.send({ method: 'GET', key, headers, signal });
        const info = infoOf(this.#requests.dialect.meta, key, answer.headers);
        return { ...info, body: await wholeBody(key, answer, info.size, signal) };
      } catch (error) {
        if (error instanceof Refusal && error.judgement === 'unchanged') return 'unchanged';
        if (isMissing(error)) return undefined;
        // What is cut on the way is asked for again, as what gets no answer at all.
        const pause = error instanceof TruncatedBodyError ? retries.next('retry') : undefined;
        if (pause === undefined) throw toStoreError('get', key, error);
        await pauseFor(pause, signal);
      }
    }
  }

  async stream(key: string, range?: ByteRange, options?: Cancellation): Promise<ObjectStream | undefined> {
    const signal = options?.signal;
    const headers =
      range === undefined
        ? {}
        : { range: `bytes=${range.first}-${range.last ?? ''}`, ...this.#requests.dialect.range };
    try {
      const answer = await this.#requests.send({ method: 'GET', key, headers, signal, isStreamed: true });
      const info = infoOf(this.#requests.dialect.meta, key, answer.headers);
      const size = range === undefined ? info.size : totalSize(answer.headers['content-range'], info.size);
      return { ...info, size, body: checkedBody(key, answer, info.size, signal) };
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw toStoreError('stream', key, error);
    }
  }

  async *list(prefix: string, options?: { after?: string } & Cancellation): AsyncGenerator<ObjectInfo> {
    let from: Record<string, string> = options?.after === undefined ? {} : { 'start-after': options.after };
    for (;;) {
      const { objects, next } = await this.#listPage(prefix, from, options?.signal);
      yield* objects;
      if (next === undefined) return;
      from = { 'continuation-token': next };
    }
  }

  close(): void {
    this.#requests.close();
  }

  async #listPage(
    prefix: string,
    from: Record<string, string>,
    signal: AbortSignal | undefined,
  ): Promise<ListingPage> {
    let text: string;
    try {
      const parameters = { 'list-type': '2', prefix, ...this.#requests.dialect.listing, ...from };
      text = await this.#requests.ask({ method: 'GET', key: '', parameters, signal });
    } catch (error) {
      throw toStoreError('list', prefix, error);
    }
    try {
      return readListing(text);
    } catch (error) {
      throw new StoreError('list', prefix, (error as Error).message, { cause: error });
    }
  }
}
