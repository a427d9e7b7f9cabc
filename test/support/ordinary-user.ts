/** Debian's `nobody`, who has no files. */
export const NOBODY = 65_534;

export const isRoot = process.geteuid?.() === 0;

/** Runs the work without root's powers: as `nobody` where the tests run as root, else as who runs them. */
export async function asOrdinaryUser<T>(work: () => Promise<T>): Promise<T> {
  if (!isRoot) return await work();
  process.setegid?.(NOBODY);
  process.seteuid?.(NOBODY);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
    process.setegid?.(0);
  }
}
