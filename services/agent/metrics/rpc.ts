import { createHmac } from 'node:crypto';
import type { Credentials } from '../../../storage/s3/credentials.ts';

/** Body of a call in Alibaba's RPC style, by its signature version 1.0; pure. */
export function rpcBody(
  fields: Readonly<Record<string, string>>,
  { accessKeyId, secretAccessKey, sessionToken }: Omit<Credentials, 'renewal'>,
  { nonce, now }: { nonce: string; now: Date },
): string {
  const values: Record<string, string> = {
    ...fields,
    Format: 'JSON',
    AccessKeyId: accessKeyId,
    SignatureMethod: 'HMAC-SHA1',
    SignatureVersion: '1.0',
    SignatureNonce: nonce,
    Timestamp: now.toISOString().replace(/\.\d+/, ''),
    ...(sessionToken !== undefined && { SecurityToken: sessionToken }),
  };
  const canonical = Object.keys(values)
    .sort()
    .map((name) => `${encode(name)}=${encode(values[name]!)}`)
    .join('&');
  const text = `POST&${encode('/')}&${encode(canonical)}`;
  const signature = createHmac('sha1', `${secretAccessKey}&`).update(text).digest('base64');
  return `${canonical}&Signature=${encode(signature)}`;
}

/** RFC 3986: `encodeURIComponent` spares five characters more. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
