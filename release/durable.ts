import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Writes a file whose bytes are on the disk when this returns. The file must not exist yet. */
export async function writeDurably(path: string, bytes: Uint8Array | string, mode = 0o644): Promise<void> {
  const file = await open(path, 'wx', mode);
  try {
    await file.writeFile(bytes);
    await file.chmod(mode); // The umask may have taken bits away.
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Readers, also after a crash, find the old bytes or the new ones. One process at a time writes a file. */
export async function replaceDurably(path: string, bytes: Uint8Array | string, mode = 0o644): Promise<void> {
  const temporary = `${path}.tmp`; // Always the same: the next writer clears what a killed one left.
  await rm(temporary, { force: true });
  await writeDurably(temporary, bytes, mode);
  await rename(temporary, path);
  await syncFolder(dirname(path));
}

/** Makes the names in a folder survive a crash; the files' bytes have `fsync`s of their own. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
