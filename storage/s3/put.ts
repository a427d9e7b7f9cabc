import type { ObjectInfo, PutOptions } from '../store.ts';
import { isMissing, toStoreError } from './failure.ts';
import { headersFromOptions, infoFromHeaders, META, type Metadata, WRITER_TOKEN } from './metadata.ts';
import type { S3Requests } from './requests.ts';

/** A whole object in one request; what it throws is for `toStoreError`. */
export async function putObject(
  requests: S3Requests,
  key: string,
  body: Uint8Array,
  options?: PutOptions,
  condition: Record<string, string> = {},
  late?: Metadata,
): Promise<ObjectInfo> {
  const described = headersFromOptions(options, late);
  const own = Object.entries(described.Metadata).map(([name, value]) => [META + name, value]);
  const headers = {
    'content-type': described.ContentType,
    ...(described.CacheControl === undefined ? {} : { 'cache-control': described.CacheControl }),
    ...(Object.fromEntries(own) as Record<string, string>),
    ...condition,
  };
  const answer = await requests.send({ method: 'PUT', key, headers, body });
  answer.resume();
  const stored = { ETag: answer.headers.etag, ContentLength: body.byteLength, LastModified: new Date() };
  return infoFromHeaders(key, { ...described, ...stored });
}

/** Whether the object carries this creator's token. */
export async function isCreatedBy(requests: S3Requests, key: string, token: string): Promise<boolean> {
  try {
    const answer = await requests.send({ method: 'HEAD', key });
    answer.resume();
    return answer.headers[META + WRITER_TOKEN] === token;
  } catch (error) {
    if (isMissing(error)) return false;
    throw toStoreError('put-if-absent', key, error);
  }
}
