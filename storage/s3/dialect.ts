import type { IncomingHttpHeaders } from 'node:http';
import type { Credentials } from './credentials.ts';

/** A request as it is to be signed. */
export interface Unsigned {
  method: string;
  /** Encoded as it is sent. */
  path: string;
  /** Encoded as it is sent: `canonicalQuery`. */
  query: string;
  /** By lower-case name, but for what the signature itself adds. */
  headers: Readonly<Record<string, string>>;
  host: string;
  bucket: string;
  /** Encoded; empty: the bucket itself. */
  key: string;
  /** What `digestOf` made of the body. */
  digest: string;
}

/** All headers of a request, signed at a time. */
export type Sign = (request: Unsigned, time: Date) => Record<string, string>;

/** Where stores differ that take S3's requests and answer in its XML. */
export interface Dialect {
  /** Begins the headers of own metadata. */
  meta: string;
  /** Make a PUT create, and never replace. */
  createOnly: Readonly<Record<string, string>>;
  /** Beside `range`. */
  range: Readonly<Record<string, string>>;
  /** Parameters of each page of a listing. */
  listing: Readonly<Record<string, string>>;
  /** @throws where the answer to a creation says that another one may have succeeded, too */
  requireExclusive?: (headers: IncomingHttpHeaders) => void;
  /** @param source `bucket/key`, encoded */
  copyOf: (source: string) => Record<string, string>;
  /**
   * What the store checks a body by, empty for a request without one; computed once for all tries.
   *
   * @param sha256 of the body in hex, where the caller knows it
   */
  digestOf: (body: Uint8Array | undefined, sha256: string | undefined) => string;
  signer: (credentials: Credentials, region: string) => Sign;
  /** Credentials of the machine's own role. */
  instanceCredentials: () => Promise<Credentials>;
}
