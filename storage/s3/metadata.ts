import type { IncomingHttpHeaders } from 'node:http';
import type { ObjectInfo, PutOptions } from '../store.ts';

/** Reserved: tells the creator of an object, whose answer was lost, that the object is its own. */
export const WRITER_TOKEN = 'skerry-writer';

export type Metadata = Readonly<Record<string, string>>;

/**
 * Headers of a request that writes an object; `late` metadata wins over that of the options.
 *
 * @param meta begins the headers of own metadata
 */
export function headersOf(
  meta: string,
  options: PutOptions | undefined,
  late?: Metadata,
): Record<string, string> {
  const own = Object.entries({ ...options?.metadata, ...late });
  return {
    'content-type': options?.contentType ?? 'application/octet-stream',
    ...(options?.cacheControl === undefined ? {} : { 'cache-control': options.cacheControl }),
    ...Object.fromEntries(own.map(([name, value]) => [meta + name, value])),
  };
}

/** What headers say about an object: those of an answer, or those it was written with beside what the answer told. */
export function infoOf(meta: string, key: string, headers: IncomingHttpHeaders): ObjectInfo {
  const writer = meta + WRITER_TOKEN;
  const own = Object.entries(headers).filter(([name]) => name.startsWith(meta) && name !== writer);
  const { 'content-type': contentType, 'cache-control': cacheControl } = headers;
  return {
    key,
    size: Number(headers['content-length'] ?? 0),
    etag: headers.etag ?? '',
    modified: new Date(headers['last-modified'] ?? 0),
    metadata: Object.fromEntries(own.map(([name, value]) => [name.slice(meta.length), String(value)])),
    ...(contentType === undefined ? {} : { contentType }),
    ...(cacheControl === undefined ? {} : { cacheControl }),
  };
}

/** `bytes 0-99/1234` → 1234 */
export function totalSize(contentRange: string | undefined, otherwise: number): number {
  const total = Number(contentRange?.split('/')[1]);
  return Number.isSafeInteger(total) ? total : otherwise;
}
