import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A name beside `path`, on the same file system, that nobody else uses. */
export function temporaryName(path: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}-${randomBytes(4).toString('hex')}.tmp`);
}

/** Readers see the old content or the new one, also after a crash. Folders above are made. */
export function replaceFile(path: string, content: Uint8Array | string, mode = 0o644): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = temporaryName(path);
  writeFileSync(temporary, content, { mode, flush: true });
  renameSync(temporary, path);
}

/** Puts a finished file or folder into its place. Content must be on the disk before the name is. */
export function publish(temporary: string, path: string): void {
  syncTree(temporary);
  mkdirSync(dirname(path), { recursive: true });
  // A folder can't be renamed over one with content. What lies there is unusable, else it would not be replaced.
  if (statSync(temporary).isDirectory()) rmSync(path, { recursive: true, force: true });
  renameSync(temporary, path);
}

function syncTree(path: string): void {
  if (statSync(path).isDirectory()) for (const name of readdirSync(path)) syncTree(join(path, name));
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

const abandonedAfter = 24 * 60 * 60 * 1000;

/** Removes what interrupted runs have left in `folder`: temporary names that nobody has touched for a day. */
export function sweepTemporary(folder: string, now: number): void {
  for (const name of readdirSync(folder)) {
    if (!name.endsWith('.tmp')) continue;
    const path = join(folder, name);
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat && now - stat.mtimeMs > abandonedAfter) rmSync(path, { recursive: true, force: true });
  }
}
