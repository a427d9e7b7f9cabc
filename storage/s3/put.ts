import type { Cancellation, ObjectInfo, PutOptions } from '../store.ts';
import { isMissing } from './failure.ts';
import { headersOf, infoOf, type Metadata, WRITER_HEADER } from './metadata.ts';
import type { S3Requests } from './requests.ts';

/** A whole object in one request; what it throws is for `toStoreError`. */
export async function putObject(
  requests: S3Requests,
  key: string,
  body: Uint8Array,
  options?: PutOptions & Cancellation,
  condition: Record<string, string> = {},
  late?: Metadata,
): Promise<ObjectInfo> {
  const headers = { ...headersOf(options, late), ...condition };
  const { signal, sha256: bodyDigest } = options ?? {};
  const answer = await requests.send({ method: 'PUT', key, headers, body, bodyDigest, signal });
  answer.resume();
  const stored = {
    etag: answer.headers.etag,
    'content-length': String(body.byteLength),
    'last-modified': new Date().toISOString(),
  };
  return infoOf(key, { ...headers, ...stored });
}

/** Whether the object carries this creator's token; what it throws is for `toStoreError`. */
export async function isCreatedBy(requests: S3Requests, key: string, token: string): Promise<boolean> {
  try {
    const answer = await requests.send({ method: 'HEAD', key });
    answer.resume();
    return answer.headers[WRITER_HEADER] === token;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}
