/** AWS Signature Version 4 in the `Authorization` header; pure. */
import { createHash, createHmac } from 'node:crypto';
import type { Credentials } from './credentials.ts';

const ALGORITHM = 'AWS4-HMAC-SHA256';

/** SHA-256 of a request without a body. */
export const EMPTY_BODY = createHash('sha256').digest('hex');

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

/** Value of the `Authorization` header. */
export function authorization(
  { method, path, query, headers, bodyDigest }: Signable,
  { accessKeyId, secretAccessKey }: Pick<Credentials, 'accessKeyId' | 'secretAccessKey'>,
  { region, service }: Scope,
): string {
  const time = headers['x-amz-date'] ?? '';
  const scope = [time.slice(0, 8), region, service, 'aws4_request'];
  const names = Object.keys(headers).sort();
  const lines = names.map((name) => `${name}:${(headers[name] ?? '').trim().replace(/ +/g, ' ')}\n`);
  const signed = names.join(';');
  const request = [method, path, query, lines.join(''), signed, bodyDigest].join('\n');
  const text = [ALGORITHM, time, scope.join('/'), createHash('sha256').update(request).digest('hex')];
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  const signature = hmac(key, text.join('\n')).toString('hex');
  const credential = `${accessKeyId}/${scope.join('/')}`;
  return `${ALGORITHM} Credential=${credential}, SignedHeaders=${signed}, Signature=${signature}`;
}

/** `20130524T000000Z` */
export function amzDate(time: Date): string {
  return time.toISOString().replace(/[-:]|\.\d+/g, '');
}

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
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
