import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { TruncatedBodyError } from '../errors.ts';
import type { StoreConfig } from '../store-config.ts';
import type { ByteRange, ObjectBody, ObjectInfo, ObjectStream, ReadableStore } from '../store.ts';
import { checkedBody, wholeBody } from './body.ts';
import { readCredentials, type Credentials } from './credentials.ts';
import { needsPathStyle } from './endpoint.ts';
import { Exchange, readText } from './exchange.ts';
import { isMissing, statusOf, toStoreError } from './failure.ts';
import { instanceCredentials } from './instance-identity.ts';
import { element, readListing, type ListingPage } from './listing.ts';
import { infoFromHeaders, totalSize } from './metadata.ts';
import { ATTEMPTS, retryDelay } from './retry.ts';
import { amzDate, authorization, canonicalQuery, EMPTY_BODY, encodePath } from './signature.ts';

const META = 'x-amz-meta-';
/** Reads of a small body that are cut on the way are tried again. */
const BODY_ATTEMPTS = 3;

/** What a store answered instead of an object; looks as the SDK's errors do, so that the same code judges both. */
class Refusal extends Error {
  readonly $metadata: { httpStatusCode?: number; attempts: number };

  constructor(name: string, message: string, attempts: number, httpStatusCode?: number, cause?: unknown) {
    super(message, { cause });
    this.name = name;
    this.$metadata = { attempts, ...(httpStatusCode === undefined ? {} : { httpStatusCode }) };
  }
}

/** Reads S3 with Node's own HTTP client. Behaves as `S3Store` does; the same suite holds both to it. */
export class S3Reader implements ReadableStore {
  readonly #config: StoreConfig;
  readonly #endpoint: URL;
  /** What comes before a key. */
  readonly #path: string;
  readonly #exchange: Exchange;
  #credentials: Promise<Credentials> | undefined;

  constructor(config: StoreConfig) {
    this.#config = config;
    const endpoint = new URL(config.endpoint);
    // A certificate for subdomains covers one label: a bucket with dots would not match it.
    const inPath = needsPathStyle(config.endpoint) || config.bucket.includes('.');
    if (!inPath) endpoint.hostname = `${config.bucket}.${endpoint.hostname}`;
    this.#endpoint = endpoint;
    this.#path = endpoint.pathname.replace(/\/*$/, '/') + (inPath ? `${config.bucket}/` : '');
    this.#exchange = new Exchange(endpoint);
  }

  async head(key: string): Promise<ObjectInfo | undefined> {
    try {
      const answer = await this.#ask('HEAD', encodePath(key));
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
        const answer = await this.#ask('GET', encodePath(key), {}, condition);
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
      const answer = await this.#ask('GET', encodePath(key), {}, header);
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
    this.#exchange.close();
  }

  async #listPage(prefix: string, from: Record<string, string>): Promise<ListingPage> {
    for (let attempt = 1; ; attempt++) {
      try {
        const answer = await this.#ask('GET', '', { 'list-type': '2', prefix, ...from });
        return readListing(await readText(answer));
      } catch (error) {
        // Only a body that was cut on the way is worth another try here; the rest had its tries.
        const isCut = (error as NodeJS.ErrnoException).code === 'ECONNRESET';
        if (!isCut || attempt === BODY_ATTEMPTS) throw toStoreError('list', prefix, error);
      }
    }
  }

  /** A successful answer whose body is still to come; what fails on the way is tried again. */
  async #ask(
    method: 'GET' | 'HEAD',
    key: string,
    parameters: Record<string, string> = {},
    headers: Record<string, string> = {},
  ): Promise<IncomingMessage> {
    for (let attempt = 1; ; attempt++) {
      const failure = await this.#try(method, key, parameters, headers, attempt);
      if (!(failure instanceof Refusal)) return failure;
      const status = statusOf(failure);
      const isFinal = status !== undefined && status < 500 && status !== 429;
      if (isFinal || attempt === ATTEMPTS) throw failure;
      await delay(retryDelay(attempt, status === 503 || status === 429));
    }
  }

  async #try(
    method: string,
    key: string,
    parameters: Record<string, string>,
    headers: Record<string, string>,
    attempt: number,
  ): Promise<IncomingMessage | Refusal> {
    const credentials = await this.#currentCredentials();
    const path = this.#path + key;
    const query = canonicalQuery(parameters);
    const signed = this.#sign(method, path, query, headers, credentials);
    let answer: IncomingMessage;
    try {
      answer = await this.#exchange.send(method, query ? `${path}?${query}` : path, signed);
      const { statusCode = 0 } = answer;
      if (statusCode >= 200 && statusCode < 300) return answer;
      const text = await readText(answer);
      const name = element(text, 'Code') ?? (statusCode === 404 ? 'NotFound' : `status ${statusCode}`);
      return new Refusal(name, element(text, 'Message') ?? '', attempt, statusCode);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      return new Refusal(code ?? 'Error', message, attempt, undefined, error);
    }
  }

  #sign(
    method: string,
    path: string,
    query: string,
    headers: Record<string, string>,
    credentials: Credentials,
  ): Record<string, string> {
    const all: Record<string, string> = {
      ...headers,
      host: this.#endpoint.host,
      'x-amz-content-sha256': EMPTY_BODY,
      'x-amz-date': amzDate(new Date()),
    };
    if (credentials.sessionToken !== undefined) all['x-amz-security-token'] = credentials.sessionToken;
    const request = { method, path, query, headers: all, bodyDigest: EMPTY_BODY };
    const scope = { region: this.#config.region, service: 's3' };
    return { ...all, authorization: authorization(request, credentials, scope) };
  }

  async #currentCredentials(): Promise<Credentials> {
    const known = await this.#credentials;
    if (known && known.expiration.getTime() > Date.now()) return known;
    const { credentialsFile } = this.#config;
    this.#credentials =
      credentialsFile === undefined ? instanceCredentials() : readCredentials(credentialsFile);
    try {
      return await this.#credentials;
    } catch (error) {
      this.#credentials = undefined;
      throw error;
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
