import { readFile } from 'node:fs/promises';

/** What one process holds, in kB. */
export interface ProcessMemory {
  /** Pages that are its own: heaps, stacks, and what it has changed of files. */
  own: number;
  /** Pages of files, by file and place in it; another process that maps the same has them in the same memory. */
  files: ReadonlyMap<string, number>;
}

/** From the text of `/proc/<pid>/smaps`. */
export function parseSmaps(text: string): ProcessMemory {
  let own = 0;
  const files = new Map<string, number>();
  for (const mapping of text.split(/^(?=[0-9a-f]+-[0-9a-f]+ )/m)) {
    const [, offset, device, inode] = /^\S+ \S+ (\S+) (\S+) (\d+)/.exec(mapping) ?? [];
    if (offset === undefined) continue;
    const anonymous = kilobytes(mapping, 'Anonymous');
    const shared = kilobytes(mapping, 'Rss') - anonymous;
    own += anonymous;
    if (shared === 0) continue;
    // The kernel's own pages, such as vdso, belong to no file; they are a few kB.
    if (inode === '0') own += shared;
    else {
      const place = `${device}:${inode}+${offset}`;
      files.set(place, (files.get(place) ?? 0) + shared);
    }
  }
  return { own, files };
}

/**
 * What processes hold together, in kB: pages of their own added up, and each part of a file once, as much of it as the
 * one process has that has most.
 */
export function union(processes: readonly ProcessMemory[]): number {
  const files = new Map<string, number>();
  let own = 0;
  for (const process of processes) {
    own += process.own;
    for (const [place, size] of process.files) files.set(place, Math.max(files.get(place) ?? 0, size));
  }
  return [...files.values()].reduce((sum, size) => sum + size, own);
}

/** `undefined` for a process that has ended. */
export async function readMemory(pid: number): Promise<ProcessMemory | undefined> {
  const text = await readProc(pid, 'smaps');
  return text ? parseSmaps(text) : undefined;
}

/** Highest resident set of a process so far, in kB. */
export async function highWater(pid: number): Promise<number | undefined> {
  const text = await readProc(pid, 'status');
  return text ? kilobytes(text, 'VmHWM') : undefined;
}

async function readProc(pid: number, name: string): Promise<string | undefined> {
  try {
    return await readFile(`/proc/${pid}/${name}`, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return undefined;
    throw error;
  }
}

function kilobytes(text: string, name: string): number {
  const found = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text);
  if (!found) throw new Error(`no ${name} in ${JSON.stringify(text.slice(0, 200))}`);
  return Number(found[1]);
}
