import { createHash, type Hash } from 'node:crypto';

/** What a blob is; the same bytes as a file and as a map have different digests. */
export type BlobKind = 'file' | 'map';

/**
 * SHA-256 over kind, length and bytes: `skerry-file 1\0<length>\0<bytes>`; in lower-case hex. The bytes of a pack are
 * those of its index.
 */
export function digestOf(kind: BlobKind | 'pack', bytes: Uint8Array): string {
  return beginDigest(kind, bytes.byteLength).update(bytes).digest('hex');
}

/** For bytes that come in pieces; `length` is that of all of them. */
export function beginDigest(kind: BlobKind | 'pack', length: number): Hash {
  return createHash('sha256').update(`skerry-${kind} 1\0${length}\0`);
}
