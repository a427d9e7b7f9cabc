const MiB = 1024 * 1024;

/**
 * What a release may hold. Readers enforce the limits, so that a hostile bucket can't exhaust an instance; they are a
 * few times above the largest tree that was measured (150,000 files, 900 MB, maps of 15 MB).
 */
export const limits = {
  pointerBytes: 1 * MiB,
  /** One directory. */
  mapBytes: 16 * MiB,
  /** Of UTF-8, as file systems count. */
  nameBytes: 255,
  depth: 64,
  files: 1_000_000,
  /** A publisher holds one pack, so at least one file, in memory. */
  fileBytes: 256 * MiB,
  totalBytes: 16 * 1024 * MiB,
  indexBytes: 64 * MiB,
  packs: 10_000,
} as const;
