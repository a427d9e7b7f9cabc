import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import type { PathOf } from '../../topology/diagnostics/format/places.ts';

/**
 * Paths as CI systems know files: from the root of the git repository that a file lies in, which may be another one than
 * the clone's and hold it in a folder; of a file in none, the whole path.
 */
export function sourcePaths(): PathOf {
  const known = new Map<string, string>();
  return (file) => {
    const path = resolve(file);
    const told = known.get(path) ?? sourcePath(path);
    known.set(path, told);
    return told;
  };
}

function sourcePath(path: string): string {
  const folder = dirname(path);
  // The folder may be reached by a link; the file is what the repository calls it.
  const real = existsSync(folder) ? join(realpathSync(folder), basename(path)) : path;
  const root = repositoryOf(dirname(real));
  return root === undefined ? real : relative(root, real);
}

function repositoryOf(from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    // A folder; in a worktree and a submodule, a file.
    if (existsSync(join(folder, '.git'))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}
