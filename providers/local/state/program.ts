import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { nodePath } from '../../../setup/paths.ts';
import { isErrno, writeAtomic } from './files.ts';
import { programsFolder } from './layout.ts';

/**
 * Copies a bundle under the digest of its content into the state folder: what runs, and what is started again after a
 * crash, doesn't change when the clone's `dist/` is rebuilt.
 *
 * @returns the copy's path; `.mjs`, because no package.json says that it is a module
 * @throws when the bundle isn't built
 */
export async function installProgram(stateDir: string, bundle: string): Promise<string> {
  let content: Uint8Array;
  try {
    content = await readFile(bundle);
  } catch (error) {
    if (!isErrno(error, 'ENOENT')) throw error;
    throw new Error(`${bundle} is not built: run npm run setup`, { cause: error });
  }
  const digest = createHash('sha256').update(content).digest('hex').slice(0, 16);
  const folder = programsFolder(stateDir);
  const path = join(folder, `${basename(bundle, extname(bundle))}-${digest}.mjs`);
  if (!existsSync(path)) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeAtomic(path, content, 0o600);
  }
  return path;
}

/** The Node that daemons run on: the cached one, which `npm ci` doesn't take away under them. */
export function daemonNode(): string {
  const node = nodePath();
  if (!existsSync(node))
    throw new Error(`Node for the instances is missing (${node}): npm run setup copies it there`);
  return node;
}
