/** AWS Signature Version 4 in the `Authorization` header; pure. */
import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';
import type { Credentials } from './credentials.ts';

const ALGORITHM = 'AWS4-HMAC-SHA256';

/** In hex; in one step, which takes a third of a hash object's time. */
export function sha256(data: string | Uint8Array): string {
  return hash('sha256', data);
}

/** SHA-256 of a request without a body. */
export const EMPTY_BODY = sha256('');

export interface Signable {
  method: string;
  /** Encoded as it is sent. */
  path: string;
  /** Encoded as it is sent: `canonicalQuery`. */
  query: string;
  /** All that are signed, by lower-case name; among them `host` and `x-amz-date` as `amzDate` writes it. */
  headers: Readonly<Record<string, string>>;
  /** SHA-256 of the body in hex. */
  bodyDigest: string;
}

export interface Scope {
  region: string;
  service: string;
}

/** Signs requests with one pair of credentials. */
export class Signer {
  readonly #credentials: Pick<Credentials, 'accessKeyId' | 'secretAccessKey'>;
  readonly #scope: Scope;
  /** Derived in four steps, and good for a day: without it a signature takes ten times as long. */
  #key: KeyObject | undefined;
  #keyScope = '';

  constructor(credentials: Pick<Credentials, 'accessKeyId' | 'secretAccessKey'>, scope: Scope) {
    this.#credentials = credentials;
    this.#scope = scope;
  }

  /** Value of the `Authorization` header. */
  authorization({ method, path, query, headers, bodyDigest }: Signable): string {
    const time = headers['x-amz-date'] ?? '';
    const scope = `${time.slice(0, 8)}/${this.#scope.region}/${this.#scope.service}/aws4_request`;
    const names = Object.keys(headers).sort();
    let lines = '';
    for (const name of names) lines += `${name}:${(headers[name] ?? '').trim().replace(/ +/g, ' ')}\n`;
    const signed = names.join(';');
    const request = `${method}\n${path}\n${query}\n${lines}\n${signed}\n${bodyDigest}`;
    const text = `${ALGORITHM}\n${time}\n${scope}\n${sha256(request)}`;
    const signature = hmac(this.#keyOf(scope), text).toString('hex');
    const credential = `${this.#credentials.accessKeyId}/${scope}`;
    return `${ALGORITHM} Credential=${credential}, SignedHeaders=${signed}, Signature=${signature}`;
  }

  #keyOf(scope: string): KeyObject {
    if (this.#key === undefined || this.#keyScope !== scope) {
      const secret: string | Buffer = `AWS4${this.#credentials.secretAccessKey}`;
      this.#key = createSecretKey(scope.split('/').reduce<string | Buffer>(hmac, secret) as Buffer);
      this.#keyScope = scope;
    }
    return this.#key;
  }
}

/** `20130524T000000Z`; remembered, for thousands of requests are signed within a second. */
export function amzDate(time: Date): string {
  const second = Math.floor(time.getTime() / 1000);
  if (second !== lastDate.second) {
    lastDate = { second, text: time.toISOString().replace(/[-:]|\.\d+/g, '') };
  }
  return lastDate.text;
}
let lastDate = { second: NaN, text: '' };

/** Parameters in the order in which they are signed. */
export function canonicalQuery(parameters: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(parameters).map(([name, value]) => [encode(name), encode(value)] as const);
  pairs.sort(([a], [b]) => (a < b ? -1 : 1));
  return pairs.map(([name, value]) => `${name}=${value}`).join('&');
}

/** A key as part of a path: its slashes stay. */
export function encodePath(key: string): string {
  return key.split('/').map(encode).join('/');
}

/** RFC 3986: everything but its unreserved characters; `encodeURIComponent` spares five more. */
function encode(text: string): string {
  // Most parts of keys are.
  if (/^[\w.~-]*$/.test(text)) return text;
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function hmac(key: string | Buffer | KeyObject, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
