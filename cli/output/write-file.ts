import { randomBytes } from 'node:crypto';
import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cannotRun } from '../failure.ts';

/**
 * Writes a whole file or, where that fails, leaves what was there: whoever uploads it gets no half of one.
 *
 * @throws {Failure} exit code 2
 */
export function writeOutput(path: string, content: string): void {
  try {
    // A pipe or a terminal is written to; putting a file in its place would take it away.
    if (isSpecial(path)) return writeFileSync(path, content);
    const temporary = `${path}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`;
    try {
      writeFileSync(temporary, content, { flag: 'wx' });
      renameSync(temporary, path);
    } finally {
      rmSync(temporary, { force: true });
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw cannotRun(`${path} can't be written: ${reasons[code] ?? message}`, undefined, error);
  }
}

function isSpecial(path: string): boolean {
  const known = statSync(path, { throwIfNoEntry: false });
  return known !== undefined && !known.isFile();
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder',
  EISDIR: 'it is a folder',
  ENOTDIR: 'what should be its folder is a file',
  EACCES: 'that is not allowed',
  ENOSPC: 'the disk is full',
};
