import type { ObjectInfo } from '../../../storage/store.ts';
import type { Validators } from '../fetch/upstream.ts';

/** What a published p2 file says of its own making, in the object's metadata: so there is no state beside it. */
export interface PublishedMetadata {
  /** Of the body, hex. */
  sha256: string;
  upstream: Validators;
  /** What `only:` said of the package's versions. */
  selection: string;
  /** Dists that the file names and that were wanted. */
  dists: number;
  /** Those of them that the upstream said it doesn't have. */
  missing: number;
}

/** S3's user metadata is ASCII; whatever an upstream calls its ETag. */
export function toObjectMetadata(published: PublishedMetadata): Record<string, string> {
  const { sha256, upstream, selection, dists, missing } = published;
  return {
    sha256,
    selection: encodeURIComponent(selection),
    dists: String(dists),
    missing: String(missing),
    ...(upstream.etag === undefined ? {} : { 'upstream-etag': encodeURIComponent(upstream.etag) }),
    ...(upstream.lastModified === undefined
      ? {}
      : { 'upstream-modified': encodeURIComponent(upstream.lastModified) }),
  };
}

/** `undefined` for an object that isn't ours: it is made anew. */
export function fromObjectMetadata(info: ObjectInfo | undefined): PublishedMetadata | undefined {
  const { sha256, selection, dists, missing, ...rest } = info?.metadata ?? {};
  if (sha256 === undefined || selection === undefined) return undefined;
  const etag = rest['upstream-etag'];
  const lastModified = rest['upstream-modified'];
  return {
    sha256,
    selection: decodeURIComponent(selection),
    dists: Number(dists ?? 0),
    missing: Number(missing ?? 0),
    upstream: {
      ...(etag === undefined ? {} : { etag: decodeURIComponent(etag) }),
      ...(lastModified === undefined ? {} : { lastModified: decodeURIComponent(lastModified) }),
    },
  };
}

export interface PublishedIn {
  info: ObjectInfo | undefined;
  published: PublishedMetadata | undefined;
}

/**
 * Whether the upstream may be asked "has it changed since?" instead of for the file: only where every bucket holds
 * the same version, made under the same selection, with nothing missing, and before this run.
 */
export function sharedPublication(
  states: readonly PublishedIn[],
  selection: string,
  runStarted: Date,
): PublishedMetadata | undefined {
  const [first] = states;
  const shared = first?.published;
  if (!shared || (shared.upstream.etag === undefined && shared.upstream.lastModified === undefined)) {
    return undefined;
  }
  const isShared = states.every(
    ({ info, published }) =>
      info !== undefined &&
      // Published by an earlier attempt of this very run: its sums are still to be told.
      info.modified < runStarted &&
      published?.sha256 === shared.sha256 &&
      published.selection === selection &&
      published.missing === 0,
  );
  return isShared ? shared : undefined;
}
