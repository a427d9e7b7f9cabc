import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { PathOf } from '../../topology/diagnostics/format/places.ts';

/**
 * Paths as CI systems know files: from the root of the git repository that the clone is, or is a part of; without one,
 * from the clone's.
 */
export function sourcePaths(clone: string): PathOf {
  const root = sourceRoot(realpathSync(clone));
  return (file) => {
    // The folder may be reached by a link; the file itself is what the repository calls it.
    const path = resolve(file);
    const real = existsSync(dirname(path)) ? join(realpathSync(dirname(path)), basename(path)) : path;
    const within = relative(root, real);
    return (within.startsWith(`..${sep}`) || within === '..' ? real : within).split(sep).join('/');
  };
}

function sourceRoot(clone: string): string {
  // A folder, or a file in a worktree and a submodule.
  for (let folder = clone; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (folder === dirname(folder)) return clone;
  }
}
