import { createHash } from 'node:crypto';
import type { ObjectInfo } from '../../../storage/store.ts';
import type { Validators } from '../fetch/upstream.ts';

/** What a published p2 file says of its own making, in the object's metadata: so there is no state beside it. */
export interface PublishedMetadata {
  /** Of the body, hex. */
  sha256: string;
  upstream: Validators;
  /** Digest of what `only:` said of the package's versions: `selectionDigest`. */
  selection: string;
  /** Dists that the file names and that were wanted. */
  dists: number;
  /** Those of them that the upstream said it doesn't have. */
  missing: number;
  /** How often the same body was written again for new validators' sake. */
  restamps: number;
}

/**
 * Characters of an upstream's ETag or Last-Modified; real ones have fewer than a hundred. Object metadata must not
 * exceed 2 KB in all, or the object can't be written. Without its validators it is fetched again, no more.
 */
const MAX_VALIDATOR = 256;
/**
 * An upstream whose validators change though its bytes don't (the time of the answer, another one behind each
 * balancer's back end) would make every run write, and every client fetch, every file again.
 */
const MAX_RESTAMPS = 3;

/** Of fixed length, however long `only:` is. */
export function selectionDigest(fingerprint: string): string {
  return createHash('sha256').update(fingerprint).digest('hex').slice(0, 32);
}

/** S3's user metadata is ASCII, in which spaces may be lost. */
export function toObjectMetadata(published: PublishedMetadata): Record<string, string> {
  const { sha256, upstream, selection, dists, missing, restamps } = published;
  return {
    sha256,
    selection,
    dists: String(dists),
    missing: String(missing),
    restamps: String(restamps),
    ...(upstream.etag === undefined ? {} : { 'upstream-etag': encodeURIComponent(upstream.etag) }),
    ...(upstream.lastModified === undefined
      ? {}
      : { 'upstream-modified': encodeURIComponent(upstream.lastModified) }),
  };
}

/** `undefined` for an object that isn't ours: it is made anew. */
export function fromObjectMetadata(info: ObjectInfo | undefined): PublishedMetadata | undefined {
  const { sha256, selection, dists, missing, restamps, ...rest } = info?.metadata ?? {};
  if (sha256 === undefined || selection === undefined) return undefined;
  return {
    sha256,
    selection,
    dists: Number(dists ?? 0),
    missing: Number(missing ?? 0),
    restamps: Number(restamps ?? 0),
    upstream: usableValidators({
      etag: decode(rest['upstream-etag']),
      lastModified: decode(rest['upstream-modified']),
    }),
  };
}

/** Those that can be stored, and sent back as a header. */
export function usableValidators(told: {
  [Name in keyof Validators]: Validators[Name] | undefined;
}): Validators {
  const { etag, lastModified } = told;
  return {
    ...(isUsable(etag) ? { etag } : {}),
    ...(isUsable(lastModified) ? { lastModified } : {}),
  };
}

function isUsable(validator: string | undefined): validator is string {
  return validator !== undefined && validator.length <= MAX_VALIDATOR && /^[\x20-\x7e]+$/.test(validator);
}

/** The way back from `encodeURIComponent` of ASCII; anything else isn't ours. */
function decode(encoded: string | undefined): string | undefined {
  return encoded !== undefined && /^(?:[^%]|%[2-7][0-9A-F])*$/.test(encoded)
    ? decodeURIComponent(encoded)
    : undefined;
}

/** What is to be written over what is stored; `undefined` where that may stay. */
export function nextPublication(
  stored: PublishedMetadata | undefined,
  made: Omit<PublishedMetadata, 'restamps'>,
): PublishedMetadata | undefined {
  if (stored?.sha256 !== made.sha256) return { ...made, restamps: 0 };
  const isSameMaking =
    stored.selection === made.selection && stored.dists === made.dists && stored.missing === made.missing;
  if (!isSameMaking) return { ...made, restamps: stored.restamps };
  const { etag, lastModified } = stored.upstream;
  if (etag === made.upstream.etag && lastModified === made.upstream.lastModified) return undefined;
  return stored.restamps < MAX_RESTAMPS ? { ...made, restamps: stored.restamps + 1 } : undefined;
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
