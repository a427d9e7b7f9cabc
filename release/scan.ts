import { lstat, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beginDigest } from './digest.ts';
import {
  checkName,
  compareNames,
  encodeMap,
  refOfMap,
  type BlobRef,
  type DirectoryMap,
} from './directory-map.ts';
import { FormatError } from './errors.ts';
import { limits } from './limits.ts';

/** Read from a file at a time. */
const PIECE_BYTES = 128 * 1024;

/** A folder as a release would hold it. */
export interface Tree {
  /** Its identity: two folders with the same names, bytes and executable bits have the same root. */
  root: BlobRef;
  /** By path (`''` is the root), children before their parents. */
  maps: { path: string; ref: BlobRef; bytes: Buffer }[];
  /** In bytewise order of paths within each folder. */
  files: TreeFile[];
  /** Sum of the files' lengths. */
  bytes: number;
}

export interface TreeFile extends BlobRef {
  path: string;
  executable: boolean;
}

/**
 * Reads every file of a folder. Files and folders only: a symbolic link could lead out of the release, so it is
 * refused, as is anything beyond the limits.
 */
export async function scan(folder: string): Promise<Tree> {
  const tree: Omit<Tree, 'root'> = { maps: [], files: [], bytes: 0 };
  const root = await scanFolder(folder, '', 0, tree);
  return { ...tree, root };
}

async function scanFolder(
  folder: string,
  path: string,
  depth: number,
  tree: Omit<Tree, 'root'>,
): Promise<BlobRef> {
  if (depth > limits.depth) throw new FormatError(`${path} lies deeper than ${limits.depth} folders`);
  const map: DirectoryMap = [];
  const names = (await readdir(join(folder, path))).sort(compareNames);
  for (const name of names) {
    checkName(name, path);
    const below = path === '' ? name : `${path}/${name}`;
    const stats = await lstat(join(folder, below));
    if (stats.isDirectory()) {
      map.push({ kind: 'map', name, ...(await scanFolder(folder, below, depth + 1, tree)) });
    } else if (stats.isFile()) {
      const executable = (stats.mode & 0o100) !== 0;
      const ref = { id: await digestFile(join(folder, below), stats.size), length: stats.size };
      addFile(tree, { path: below, executable, ...ref });
      map.push({ kind: 'file', name, executable, ...ref });
    } else {
      throw new FormatError(`${below} is neither a file nor a folder; a release can't hold it`);
    }
  }
  const bytes = encodeMap(map);
  const ref = refOfMap(bytes);
  tree.maps.push({ path, ref, bytes });
  return ref;
}

function addFile(tree: Omit<Tree, 'root'>, file: TreeFile): void {
  tree.files.push(file);
  tree.bytes += file.length;
  const tooLong = file.length > limits.fileBytes;
  if (tooLong)
    throw new FormatError(`${file.path} has ${file.length} bytes; at most ${limits.fileBytes} are allowed`);
  if (tree.files.length > limits.files || tree.bytes > limits.totalBytes) {
    throw new FormatError(
      `more than ${limits.files} files or ${limits.totalBytes} bytes; a release can't hold them`,
    );
  }
}

/** By one buffer, whatever the file's size: a stream would leave a new one behind for every piece. */
async function digestFile(path: string, length: number): Promise<string> {
  const hash = beginDigest('file', length);
  const piece = Buffer.allocUnsafe(Math.min(PIECE_BYTES, length + 1));
  let read = 0;
  const file = await open(path);
  try {
    for (;;) {
      const { bytesRead } = await file.read(piece, 0, piece.byteLength, null);
      if (bytesRead === 0) break;
      hash.update(piece.subarray(0, bytesRead));
      read += bytesRead;
    }
  } finally {
    await file.close();
  }
  if (read !== length)
    throw new FormatError(`${path} changed while it was read: ${length}, then ${read} bytes`);
  return hash.digest('hex');
}
