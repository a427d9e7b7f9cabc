import { lstatSync, writeFileSync } from 'node:fs';
import { replaceFile } from '../../setup/files.ts';
import { cannotRun } from '../failure.ts';
import { dirname } from 'node:path';

/**
 * Writes a result where the user wants it. A file is replaced at once, so that a kill leaves the old one or the new one;
 * what is something else (a pipe, /dev/stdout, a link) is written to.
 *
 * @throws {Failure} where that can't be, with the reason
 */
export function writeOutput(path: string, text: string): void {
  try {
    const there = lstatSync(path, { throwIfNoEntry: false });
    if (there && !there.isFile()) {
      writeFileSync(path, text);
      return;
    }
    // Not made: a mistyped folder should not come into being.
    lstatSync(dirname(path));
    replaceFile(path, text);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw cannotRun(`${path} can't be written: ${reasons[code] ?? message}`, undefined, error);
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder',
  ENOTDIR: 'what should be its folder is a file',
  EISDIR: 'it is a folder',
  EACCES: 'it may not be written to',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
};
