import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isErrno, writeAtomic } from '../../providers/local/state/files.ts';
import type { StateFile, StateFiles } from './state-files.ts';

/** The files of a backend that is a folder. */
export class FolderFiles implements StateFiles {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async list(prefix: string): Promise<StateFile[]> {
    const names = await orNone(readdir(this.display(prefix)), []);
    const files: StateFile[] = [];
    for (const name of names.sort()) {
      const found = await orNone(stat(join(this.display(prefix), name)), undefined);
      if (found?.isFile() === true) {
        files.push({ key: `${prefix}${name}`, size: found.size, modified: found.mtime });
      }
    }
    return files;
  }

  async read(key: string): Promise<Uint8Array | undefined> {
    return orNone(readFile(this.display(key)), undefined);
  }

  async write(key: string, content: Uint8Array): Promise<void> {
    const path = this.display(key);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeAtomic(path, content);
  }

  async remove(key: string): Promise<void> {
    await rm(this.display(key), { force: true });
  }

  display(key: string): string {
    return join(this.#folder, key);
  }

  close(): void {
    // Nothing is held open between two calls.
  }
}

async function orNone<T, None>(work: Promise<T>, none: None): Promise<T | None> {
  try {
    return await work;
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return none;
    throw error;
  }
}
