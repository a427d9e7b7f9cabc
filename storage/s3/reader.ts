import type { IncomingHttpHeaders } from 'node:http';
import { TruncatedBodyError } from '../errors.ts';
import type { ByteRange, ObjectBody, ObjectInfo, ObjectStream, ReadableStore } from '../store.ts';
import { checkedBody, wholeBody } from './body.ts';
import { readText } from './exchange.ts';
import { isMissing, statusOf, toStoreError } from './failure.ts';
import { readListing, type ListingPage } from './listing.ts';
import { infoFromHeaders, META, totalSize } from './metadata.ts';
import type { S3Requests } from './requests.ts';

/** Reads of a small body that are cut on the way are tried again. */
const BODY_ATTEMPTS = 3;

/** Reads S3, for those who do nothing else and as the reading half of `S3Store`. */
export class S3Reader implements ReadableStore {
  readonly #requests: S3Requests;

  constructor(requests: S3Requests) {
    this.#requests = requests;
  }

  async head(key: string): Promise<ObjectInfo | undefined> {
    try {
      const answer = await this.#requests.send({ method: 'HEAD', key });
      answer.resume();
      return infoOf(key, answer.headers);
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw toStoreError('head', key, error);
    }
  }

  async get(key: string, options?: { ifNoneMatch?: string }): Promise<ObjectBody | 'unchanged' | undefined> {
    const condition = options?.ifNoneMatch === undefined ? {} : { 'if-none-match': options.ifNoneMatch };
    for (let attempt = 1; ; attempt++) {
      try {
        const answer = await this.#requests.send({ method: 'GET', key, headers: condition });
        const info = infoOf(key, answer.headers);
        return { ...info, body: await wholeBody(key, answer, info.size) };
      } catch (error) {
        if (statusOf(error) === 304) return 'unchanged';
        if (isMissing(error)) return undefined;
        if (error instanceof TruncatedBodyError && attempt < BODY_ATTEMPTS) continue;
        throw toStoreError('get', key, error);
      }
    }
  }

  async stream(key: string, range?: ByteRange): Promise<ObjectStream | undefined> {
    const header = range === undefined ? {} : { range: `bytes=${range.first}-${range.last ?? ''}` };
    try {
      const answer = await this.#requests.send({ method: 'GET', key, headers: header });
      const info = infoOf(key, answer.headers);
      const size = range === undefined ? info.size : totalSize(answer.headers['content-range'], info.size);
      return { ...info, size, body: checkedBody(key, answer, info.size) };
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw toStoreError('stream', key, error);
    }
  }

  async *list(prefix: string, options?: { after?: string }): AsyncGenerator<ObjectInfo> {
    let from: Record<string, string> = options?.after === undefined ? {} : { 'start-after': options.after };
    for (;;) {
      const { objects, next } = await this.#listPage(prefix, from);
      yield* objects;
      if (next === undefined) return;
      from = { 'continuation-token': next };
    }
  }

  close(): void {
    this.#requests.close();
  }

  async #listPage(prefix: string, from: Record<string, string>): Promise<ListingPage> {
    for (let attempt = 1; ; attempt++) {
      try {
        const answer = await this.#requests.send({
          method: 'GET',
          key: '',
          parameters: { 'list-type': '2', prefix, ...from },
        });
        return readListing(await readText(answer));
      } catch (error) {
        // Only a body that was cut on the way is worth another try here; the rest had its tries.
        const isCut = (error as NodeJS.ErrnoException).code === 'ECONNRESET';
        if (!isCut || attempt === BODY_ATTEMPTS) throw toStoreError('list', prefix, error);
      }
    }
  }
}

function infoOf(key: string, headers: IncomingHttpHeaders): ObjectInfo {
  const own = Object.entries(headers).filter(([name]) => name.startsWith(META));
  const modified = headers['last-modified'];
  return infoFromHeaders(key, {
    ETag: headers.etag,
    ContentLength: Number(headers['content-length'] ?? 0),
    LastModified: modified === undefined ? undefined : new Date(modified),
    ContentType: headers['content-type'],
    CacheControl: headers['cache-control'],
    Metadata: Object.fromEntries(own.map(([name, value]) => [name.slice(META.length), String(value)])),
  });
}
