import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What a file looked like when something was made of it. Size and time say cheaply that nothing changed. */
export interface FileMark {
  size: number;
  /** Milliseconds since 1970, with fractions. */
  modified: number;
  /** Decides where size and time differ: a checkout renews times without changing contents. */
  sha256: string;
}

export function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}

/** `undefined` where there is no such file. */
export function markFile(path: string): FileMark | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isFile()) return undefined;
  return { size: stat.size, modified: stat.mtimeMs, sha256: sha256(readFileSync(path)) };
}

/** Whether the file still has the content that was marked. */
export function isUnchanged(path: string, mark: FileMark): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isFile() || stat.size !== mark.size) return false;
  return stat.mtimeMs === mark.modified || sha256(readFileSync(path)) === mark.sha256;
}

/** Stands for the contents of all npm packages. */
export function lockDigest(root: string): string {
  return sha256(readFileSync(join(root, 'package-lock.json')));
}
