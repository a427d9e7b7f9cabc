import type { Cancellation, ObjectInfo, PutOptions } from '../store.ts';
import { isMissing } from './failure.ts';
import { headersOf, infoOf, type Metadata, WRITER_TOKEN } from './metadata.ts';
import type { S3Requests } from './requests.ts';

/** A whole object in one request; what it throws is for `toStoreError`. */
export async function putObject(
  requests: S3Requests,
  key: string,
  body: Uint8Array,
  options?: PutOptions & Cancellation,
  { isCreation = false, late }: { isCreation?: boolean; late?: Metadata | undefined } = {},
): Promise<ObjectInfo> {
  const { dialect } = requests;
  const described = headersOf(dialect.meta, options, late);
  const headers = isCreation ? { ...described, ...dialect.createOnly } : described;
  const { signal, sha256: bodyDigest } = options ?? {};
  const answer = await requests.send({ method: 'PUT', key, headers, body, bodyDigest, signal });
  answer.resume();
  if (isCreation) dialect.requireExclusive?.(answer.headers);
  const stored = {
    etag: answer.headers.etag,
    'content-length': String(body.byteLength),
    'last-modified': new Date().toISOString(),
  };
  return infoOf(dialect.meta, key, { ...described, ...stored });
}

/** Whether the object carries this creator's token; what it throws is for `toStoreError`. */
export async function isCreatedBy(requests: S3Requests, key: string, token: string): Promise<boolean> {
  try {
    const answer = await requests.send({ method: 'HEAD', key });
    answer.resume();
    return answer.headers[requests.dialect.meta + WRITER_TOKEN] === token;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}
