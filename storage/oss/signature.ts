/**
 * OSS signature version 4 in the `Authorization` header; pure. By
 * https://www.alibabacloud.com/help/en/oss/developer-reference/recommend-to-use-signature-version-4.
 */
import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import type { Credentials } from '../s3/credentials.ts';
import { sha256 } from '../s3/signature.ts';

const ALGORITHM = 'OSS4-HMAC-SHA256';

/** The one value that OSS takes: bodies are covered by `content-md5`, which is signed. */
export const UNSIGNED_PAYLOAD = 'UNSIGNED-PAYLOAD';

export interface OssSignable {
  method: string;
  /** `/bucket/key`, encoded, wherever the request itself has the bucket. */
  resource: string;
  /** Encoded, ordered by name. */
  query: string;
  /** By lower-case name; those that OSS wants signed are, among them `x-oss-date`. */
  headers: Readonly<Record<string, string>>;
}

/** Signs requests with one pair of credentials. */
export class OssSigner {
  readonly #credentials: Pick<Credentials, 'accessKeyId' | 'secretAccessKey'>;
  readonly #region: string;
  /** Derived in four steps, and good for a day. */
  #key: KeyObject | undefined;
  #keyScope = '';

  constructor(credentials: Pick<Credentials, 'accessKeyId' | 'secretAccessKey'>, region: string) {
    this.#credentials = credentials;
    this.#region = region;
  }

  /** Value of the `Authorization` header. */
  authorization({ method, resource, query, headers }: OssSignable): string {
    const time = headers['x-oss-date'] ?? '';
    const scope = `${time.slice(0, 8)}/${this.#region}/oss/aliyun_v4_request`;
    let lines = '';
    for (const name of Object.keys(headers).filter(isSigned).sort()) {
      lines += `${name}:${(headers[name] ?? '').trim()}\n`;
    }
    // Parameters without a value stand by their names alone.
    const parameters = query.replace(/=(?=&|$)/g, '');
    const request = `${method}\n${resource}\n${parameters}\n${lines}\n\n${UNSIGNED_PAYLOAD}`;
    const text = `${ALGORITHM}\n${time}\n${scope}\n${sha256(request)}`;
    const signature = hmac(this.#keyOf(scope), text).toString('hex');
    return `${ALGORITHM} Credential=${this.#credentials.accessKeyId}/${scope},Signature=${signature}`;
  }

  #keyOf(scope: string): KeyObject {
    if (this.#key === undefined || this.#keyScope !== scope) {
      const secret: string | Buffer = `aliyun_v4${this.#credentials.secretAccessKey}`;
      this.#key = createSecretKey(scope.split('/').reduce<string | Buffer>(hmac, secret) as Buffer);
      this.#keyScope = scope;
    }
    return this.#key;
  }
}

function isSigned(name: string): boolean {
  return name.startsWith('x-oss-') || name === 'content-type' || name === 'content-md5';
}

function hmac(key: string | Buffer | KeyObject, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
