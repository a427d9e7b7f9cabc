import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Daemons lie here, where an ordinary user's PATH does not look. */
const systemFolders = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

/** The first executable of that name on PATH and in the folders of system programs. */
export function findCommand(name: string, path = process.env['PATH'] ?? ''): string | undefined {
  return [...path.split(delimiter).filter(Boolean), ...systemFolders]
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

/** A folder on PATH that may not be entered holds nothing for us, as a shell sees it. */
function isExecutable(path: string): boolean {
  try {
    if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return false;
    accessSync(path, constants.X_OK);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') return false;
    throw error;
  }
}
