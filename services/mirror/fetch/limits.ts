export interface FetchLimits {
  /** Until a connection is there. */
  connectMs: number;
  /** From a request to the answer's headers; code hosts pack archives meanwhile. */
  headersMs: number;
  /** Between two pieces of a body. */
  idleMs: number;
  /** From the first request, redirects included, to the end of the body. */
  totalMs: number;
  /** Of a metadata file; the largest of Packagist's have some 10 MB. */
  metadataBytes: number;
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
  metadataBytes: 64 * 1024 * 1024,
  distBytes: 2 * 1024 * 1024 * 1024,
  connections: 32,
};
