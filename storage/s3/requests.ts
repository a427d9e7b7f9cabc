import { dialectOf } from '../dialects.ts';
import type { StoreConfig } from '../store-config.ts';
import { StoreClock } from './clock.ts';
import { CredentialCache } from './credential-cache.ts';
import { areSame, readCredentials, type Credentials } from './credentials.ts';
import { DEADLINES } from './deadlines.ts';
import type { Dialect, Sign, Unsigned } from './dialect.ts';
import { needsPathStyle } from './endpoint.ts';
import { ExchangeError, readText, type Answer, type Exchange, type OpenExchange } from './exchange.ts';
import { HttpExchange } from './http-exchange.ts';
import { Refusal } from './refusal.ts';
import { pauseFor, Retries } from './retry.ts';
import { canonicalQuery, encodePath } from './signature.ts';
import { element } from './xml.ts';

export interface S3Request {
  method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  /** Empty: the bucket itself. */
  key: string;
  parameters?: Record<string, string>;
  /** By lower-case name; all of them are signed. */
  headers?: Record<string, string>;
  body?: Uint8Array;
  /** SHA-256 of the body in hex, where it is known. */
  bodyDigest?: string | undefined;
  /** The caller gives up: no further try begins, and the one on its way ends. */
  signal?: AbortSignal | undefined;
  /** The answer's body may take as long as its consumer does. */
  isStreamed?: boolean;
  /** Milliseconds that the store needs beyond what a plain request takes. */
  work?: number;
}

/** One try at a request. */
interface Try {
  attempt: number;
  credentials: Credentials;
  signed: Date;
  digest: string;
}

export interface S3Options {
  /** The connections; absent: with Node's own HTTP client. */
  open?: OpenExchange;
  /** Credentials from elsewhere than the configuration says. */
  provide?: () => Promise<Credentials>;
}

const openHttp: OpenExchange = (...args) => new HttpExchange(...args);

/** Signed requests to one bucket, for a fraction of an SDK's time and memory. */
export class S3Requests {
  readonly dialect: Dialect;
  readonly #config: StoreConfig;
  readonly #endpoint: URL;
  /** What comes before a key. */
  readonly #path: string;
  readonly #exchange: Exchange;
  readonly #credentials: CredentialCache;
  readonly #clock = new StoreClock();
  #signer: { credentials: Credentials; sign: Sign } | undefined;

  constructor(config: StoreConfig, { open = openHttp, provide }: S3Options = {}) {
    this.#config = config;
    this.dialect = dialectOf(config);
    const endpoint = new URL(config.endpoint);
    // A certificate for subdomains covers one label: a bucket with dots would not match it.
    const { bucket, pathStyle, ownHost = false } = config;
    const inPath =
      !ownHost && (pathStyle === true || needsPathStyle(config.endpoint) || bucket.includes('.'));
    if (!inPath && !ownHost) endpoint.hostname = `${bucket}.${endpoint.hostname}`;
    this.#endpoint = endpoint;
    this.#path = endpoint.pathname.replace(/\/*$/, '/') + (inPath ? `${bucket}/` : '');
    this.#exchange = open(endpoint, DEADLINES);
    const { credentialsFile: file } = config;
    this.#credentials = new CredentialCache(
      provide ?? (file === undefined ? this.dialect.instanceCredentials : () => readCredentials(file)),
    );
  }

  /** Name of the bucket. */
  get bucket(): string {
    return this.#config.bucket;
  }

  /**
   * A successful answer whose body is still to come.
   *
   * @throws Refusal after the tries that its judgement is worth; what isn't the store's doing, as it is and at once
   */
  send(request: S3Request): Promise<Answer> {
    return this.#try(request, (answer) => Promise.resolve(answer));
  }

  /** The text of a successful answer; throws as `send` does. */
  ask(request: S3Request): Promise<string> {
    return this.#try(request, async (answer, attempt) => {
      const text = await readText(answer);
      // Copying and completing take time: S3 sends 200 early, and says only then that it failed.
      if (!/<Error[\s>]/.test(text)) return text;
      throw refusal({ statusCode: 500, headers: answer.headers }, text, attempt);
    });
  }

  close(): void {
    this.#exchange.close();
  }

  async #try<T>(request: S3Request, consume: (answer: Answer, attempt: number) => Promise<T>): Promise<T> {
    const { body, bodyDigest, signal } = request;
    const digest = this.dialect.digestOf(body, bodyDigest);
    const retries = new Retries();
    for (let attempt = 1; ; attempt++) {
      const credentials = await this.#credentials.get();
      const signed = this.#clock.now();
      try {
        return await consume(await this.#send(request, { attempt, credentials, signed, digest }), attempt);
      } catch (error) {
        signal?.throwIfAborted();
        const refused = error instanceof ExchangeError ? unanswered(error, attempt) : error;
        // Only what the store or the way to it did is worth another try.
        if (!(refused instanceof Refusal)) throw error;
        const pause = retries.next(refused.judgement, refused.retryAfter);
        if (pause === undefined) throw refused;
        if (!(await this.#mend(refused, credentials, signed))) throw refused;
        await pauseFor(pause, signal);
      }
    }
  }

  /** Whether the next try differs from the refused one by what it was refused for. */
  async #mend({ judgement, code, date }: Refusal, refused: Credentials, signed: Date): Promise<boolean> {
    if (judgement === 'refresh-credentials') {
      await this.#credentials.replace(refused);
    } else if (judgement === 'correct-clock' && !this.#clock.correct(signed, date)) {
      // After HEAD, whose answers have no code, keys that were rotated look as a clock that is off.
      return code === '' && !areSame(refused, await this.#credentials.replace(refused));
    }
    return true;
  }

  async #send(request: S3Request, { attempt, credentials, signed, digest }: Try): Promise<Answer> {
    const { method, parameters = {}, headers = {}, ...rest } = request;
    const key = encodePath(request.key);
    const path = this.#path + key;
    const query = canonicalQuery(parameters);
    const answer = await this.#exchange.send({
      ...rest,
      method,
      path: query ? `${path}?${query}` : path,
      headers: this.#sign({ method, path, query, headers, key, digest }, credentials, signed),
    });
    const { statusCode = 0 } = answer;
    if (statusCode >= 200 && statusCode < 300) return answer;
    throw refusal(answer, (await readText(answer)) || inHeader(answer.headers), attempt);
  }

  #sign(request: Omit<Unsigned, 'host' | 'bucket'>, credentials: Credentials, time: Date) {
    if (this.#signer?.credentials !== credentials) {
      this.#signer = { credentials, sign: this.dialect.signer(credentials, this.#config.region) };
    }
    return this.#signer.sign({ ...request, host: this.#endpoint.host, bucket: this.bucket }, time);
  }
}

type AnswerHead = Pick<Answer, 'headers'> & {
  statusCode?: number | undefined;
  statusMessage?: string | undefined;
};

/** Answers to HEAD have no body: OSS tells in a header why it refuses. */
function inHeader(headers: Answer['headers']): string {
  return Buffer.from(String(headers['x-oss-err'] ?? ''), 'base64').toString();
}

function refusal({ statusCode, statusMessage, headers }: AnswerHead, text: string, attempt: number): Refusal {
  const message = element(text, 'Message') ?? statusMessage ?? '';
  return new Refusal(element(text, 'Code') ?? '', message, attempt, { status: statusCode ?? 0, headers });
}

function unanswered(error: ExchangeError, attempt: number): Refusal {
  return new Refusal(error.code, error.message, attempt, {}, error.cause);
}
