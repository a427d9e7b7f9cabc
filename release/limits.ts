const MiB = 1024 * 1024;

/**
 * What a release may hold. Readers enforce the limits, so that a hostile bucket can't exhaust an instance; they are a
 * few times above the largest tree that was measured (150,000 files, 900 MB, maps of 15 MB).
 */
export const limits = {
  pointerBytes: 1 * MiB,
  /** The part of a pointer that is read before it is known who wrote it: 16 signatures and their frame. */
  signaturesBytes: 4096,
  /** One directory. */
  mapBytes: 16 * MiB,
  /** Of UTF-8, as file systems count. */
  nameBytes: 255,
  depth: 64,
  files: 1_000_000,
  /** A publisher holds one pack, so at least one file, in memory. */
  fileBytes: 256 * MiB,
  totalBytes: 16 * 1024 * MiB,
  /** All maps of a tree, which are in memory together while it is planned. */
  mapsBytes: 256 * MiB,
  /** Of one pack; each takes at most 170 bytes of its index. */
  packBlobs: 16_384,
  indexBytes: 4 * MiB,
  packs: 10_000,
  /** Binary logarithm of the bytes that decompression looks back, and so holds: 2 MiB. */
  zstdWindowLog: 21,
  /** Objects in the place of pointers, newest first, among which one must be signed by a trusted key. */
  pointersTried: 1_000,
} as const;
