import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isErrno, readIfExists, writeAtomic } from '../../providers/local/state/files.ts';

/**
 * Removes files of attributes that a killed engine has left empty or half written. Its bucket library keeps one beside
 * each file, written in place, refuses to read a file beside a torn one, and does without a missing one.
 *
 * @returns the names of what was removed
 */
export async function removeTornAttributes(folder: string): Promise<string[]> {
  const torn: string[] = [];
  for (const name of await namesIn(folder)) {
    if (!name.endsWith('.attrs')) continue;
    const text = await readIfExists(join(folder, name));
    if (text === undefined || isJson(text)) continue;
    await rm(join(folder, name), { force: true });
    torn.push(name);
  }
  return torn;
}

/** Layout of a file backend with stacks below projects, the only one that this project has ever made. */
const META = 'version: 1\n';

/** Gives a backend its layout back where a power cut has emptied the file that names it. */
export async function mendMeta(pulumiFolder: string): Promise<boolean> {
  const path = join(pulumiFolder, 'meta.yaml');
  const text = await readIfExists(path);
  if (text === undefined || text.replaceAll('\0', '').trim() !== '') return false;
  await writeAtomic(path, META);
  return true;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return [];
    throw error;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
