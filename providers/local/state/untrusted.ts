import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { isErrno } from './files.ts';

/** What lies where any user of the machine may have put it. */
export type Untrusted =
  | { kind: 'text'; text: string; uid: number; mode: number }
  | { kind: 'missing' }
  /** `problem` goes on after the path: "is a fifo". Without `uid` when not even the owner can be learnt. */
  | { kind: 'unreadable'; problem: string; uid?: number };

/**
 * Reads a small text file that may be anybody's trap: whatever lies there, it neither hangs (a fifo), nor follows a
 * symbolic link, nor reads without end (a device, a huge file).
 *
 * @param maxBytes a longer file is `unreadable`
 */
export function readUntrusted(path: string, maxBytes: number): Untrusted {
  let seen: Stats | undefined;
  try {
    seen = lstatSync(path);
    // Before it is opened, too: opening alone makes some devices do things.
    if (!seen.isFile()) return { kind: 'unreadable', problem: `is ${describeKind(seen)}`, uid: seen.uid };
    const fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      seen = fstatSync(fd);
      if (!seen.isFile()) return { kind: 'unreadable', problem: `is ${describeKind(seen)}`, uid: seen.uid };
      const text = readAtMost(fd, maxBytes);
      if (text === undefined)
        return { kind: 'unreadable', problem: `has more than ${maxBytes} bytes`, uid: seen.uid };
      return { kind: 'text', text, uid: seen.uid, mode: seen.mode & 0o7777 };
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'ENOTDIR')) return { kind: 'missing' };
    if (!(error instanceof Error && 'code' in error)) throw error;
    const problem = `can't be read (${String(error.code)})`;
    return { kind: 'unreadable', problem, ...(seen && { uid: seen.uid }) };
  }
}

/** With its article, for a message. */
export function describeKind(stats: Stats): string {
  if (stats.isSymbolicLink()) return 'a symbolic link';
  if (stats.isDirectory()) return 'a folder';
  if (stats.isFIFO()) return 'a fifo';
  if (stats.isSocket()) return 'a socket';
  return stats.isFile() ? 'a file' : 'a device';
}

/** By what can be read, not by the size that is told: files of /proc tell 0. */
function readAtMost(fd: number, maxBytes: number): string | undefined {
  const buffer = Buffer.alloc(maxBytes + 1);
  let length = 0;
  while (length < buffer.length) {
    const count = readSync(fd, buffer, length, buffer.length - length, null);
    if (count === 0) return buffer.toString('utf8', 0, length);
    length += count;
  }
  return undefined;
}
