import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { processStart } from './early/process.mjs';

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

/** Puts a finished folder into its place. Content must be on the disk before the name is. */
export function publish(temporary: string, path: string): void {
  syncTree(temporary);
  mkdirSync(dirname(path), { recursive: true });
  // A folder can't be renamed over one with content. What lies there is unusable, else it would not be replaced, or has
  // been put there just now by somebody who replaces it as well.
  const aside = temporaryName(path);
  do {
    rmSync(aside, { recursive: true, force: true });
    succeeds(() => renameSync(path, aside), 'ENOENT');
  } while (!succeeds(() => renameSync(temporary, path), 'ENOTEMPTY', 'EEXIST'));
  rmSync(aside, { recursive: true, force: true });
}

/** Whether it did, or failed in one of the ways that were foreseen. */
function succeeds(act: () => void, ...foreseen: string[]): boolean {
  try {
    act();
    return true;
  } catch (error) {
    if (!foreseen.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    return false;
  }
}

function syncTree(path: string): void {
  const stat = lstatSync(path);
  // What a link leads to is not ours to write.
  if (stat.isSymbolicLink()) return;
  if (stat.isDirectory()) for (const name of readdirSync(path)) syncTree(join(path, name));
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Removes what killed processes have left beside `path` under temporary names. */
export function sweepTemporary(path: string): void {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(`.${basename(path)}.`)) continue;
    const pid = /\.(\d+)-[0-9a-f]+\.tmp$/.exec(name)?.[1];
    if (pid && processStart(Number(pid)) === undefined)
      rmSync(join(folder, name), { recursive: true, force: true });
  }
}
