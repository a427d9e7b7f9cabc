export interface FetchLimits {
  /** Until a connection is there. */
  connectMs: number;
  /** From a request to the answer's headers; code hosts pack archives meanwhile. */
  headersMs: number;
  /** Between two pieces of a body. */
  idleMs: number;
  /** From the first request, redirects included, to the end of the body. */
  totalMs: number;
  /**
   * Of one package's metadata file. Packagist's, minified, stay below 4 MB: a package with 400 versions has 0.3 MB, or
   * 2.6 MB where it isn't minified.
   */
  metadataBytes: number;
  /** Of the root and the list of all packages; Packagist's list has 12 MB. One instance reads one of them at a time. */
  indexBytes: number;
  /** Of an archive. */
  distBytes: number;
  /** At a time, to one host. */
  connections: number;
}

export const defaultLimits: FetchLimits = {
  connectMs: 10_000,
  headersMs: 20_000,
  idleMs: 20_000,
  totalMs: 15 * 60_000,
  metadataBytes: 16 * 1024 * 1024,
  indexBytes: 32 * 1024 * 1024,
  distBytes: 2 * 1024 * 1024 * 1024,
  connections: 32,
};
