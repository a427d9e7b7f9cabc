import type { ObjectInfo, PutOptions } from '../store.ts';

/** Reserved: tells the creator of an object, whose answer was lost, that the object is its own. */
export const WRITER_TOKEN = 'skerry-writer';

/** Begins the HTTP headers of own metadata. */
export const META = 'x-amz-meta-';

export type Metadata = Readonly<Record<string, string>>;

interface Headers {
  ETag?: string | undefined;
  ContentLength?: number | undefined;
  LastModified?: Date | undefined;
  ContentType?: string | undefined;
  CacheControl?: string | undefined;
  Metadata?: Record<string, string> | undefined;
}

export function infoFromHeaders(key: string, headers: Headers): ObjectInfo {
  const { [WRITER_TOKEN]: _token, ...metadata } = headers.Metadata ?? {};
  return {
    key,
    size: headers.ContentLength ?? 0,
    etag: headers.ETag ?? '',
    modified: headers.LastModified ?? new Date(0),
    metadata,
    ...(headers.ContentType === undefined ? {} : { contentType: headers.ContentType }),
    ...(headers.CacheControl === undefined ? {} : { cacheControl: headers.CacheControl }),
  };
}

/** The request's headers; `late` metadata wins over that of the options. */
export function headersFromOptions(
  options: PutOptions | undefined,
  late?: Metadata,
): { ContentType: string; CacheControl?: string; Metadata: Record<string, string> } {
  return {
    ContentType: options?.contentType ?? 'application/octet-stream',
    ...(options?.cacheControl === undefined ? {} : { CacheControl: options.cacheControl }),
    Metadata: { ...options?.metadata, ...late },
  };
}

/** The same as they go over the wire. */
export function httpHeaders(described: ReturnType<typeof headersFromOptions>): Record<string, string> {
  const own = Object.entries(described.Metadata).map(([name, value]) => [META + name, value]);
  return {
    'content-type': described.ContentType,
    ...(described.CacheControl === undefined ? {} : { 'cache-control': described.CacheControl }),
    ...(Object.fromEntries(own) as Record<string, string>),
  };
}

/** `bytes 0-99/1234` → 1234 */
export function totalSize(contentRange: string | undefined, otherwise: number): number {
  const total = Number(contentRange?.split('/')[1]);
  return Number.isSafeInteger(total) ? total : otherwise;
}
