import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReadableStore } from '../storage/store.ts';
import { readMap, type BlobRef } from './directory-map.ts';
import { syncFolder, writeDurably } from './durable.ts';
import { DigestError, FormatError, MissingError } from './errors.ts';
import { limits } from './limits.ts';
import type { PackEntry } from './pack-index.ts';
import { fetchBlobs, fetchIndex } from './pack-reader.ts';
import type { Pointer } from './pointer.ts';
import { scan, type TreeFile } from './scan.ts';

/** Read and execute: nobody edits a release. */
const EXECUTABLE = 0o555;
const PLAIN = 0o444;

/**
 * Writes the tree of a verified pointer into `folder`, which must exist and be empty, and returns when it is whole and
 * on the disk. Each blob is checked against its digest before it is written, and the whole is read back at the end.
 */
export async function fetchTree(store: ReadableStore, pointer: Pointer, folder: string): Promise<void> {
  // 1. Maps: from the root, whose digest is signed, each vouches for those below it.
  const maps = await fetchMaps(store, pointer.maps);
  const plan = planTree(pointer, maps);

  // 2. Folders, then files; what a pack holds beyond the plan is left out.
  for (const path of plan.folders) await mkdir(join(folder, path));
  await fetchFiles(store, pointer.packs, plan.files, folder);

  // 3. Names of folders, the deepest first: a folder on the disk then implies what is in it.
  for (const path of plan.folders.toReversed()) await syncFolder(join(folder, path));
  await syncFolder(folder);

  // 4. Closure: what lies on the disk has the digest that was signed.
  await verifyTree(folder, pointer.root.id);
}

/** Throws unless the folder's content has this root digest. */
export async function verifyTree(folder: string, root: string): Promise<void> {
  const tree = await scan(folder);
  if (tree.root.id !== root) {
    throw new DigestError(`${folder} holds the tree ${tree.root.id} instead of ${root}`);
  }
}

async function fetchMaps(store: ReadableStore, packs: readonly BlobRef[]): Promise<Map<string, Buffer>> {
  const maps = new Map<string, Buffer>();
  let bytes = 0;
  for (const pack of packs) {
    const entries = (await fetchIndex(store, pack)).filter(({ kind }) => kind === 'map');
    for (const { length } of entries) bytes += length;
    if (bytes > limits.mapsBytes) {
      throw new FormatError(`the maps of the tree have more than ${limits.mapsBytes} bytes`);
    }
    for await (const { entry, bytes } of fetchBlobs(store, pack, entries)) maps.set(entry.id, bytes);
  }
  return maps;
}

interface TreePlan {
  /** Parents before their children. */
  folders: string[];
  files: TreeFile[];
}

/** Everything below the root; pure. */
export function planTree(
  pointer: Pick<Pointer, 'root' | 'files' | 'bytes'>,
  maps: ReadonlyMap<string, Buffer>,
): TreePlan {
  const plan: TreePlan = { folders: [], files: [] };
  let bytes = 0;
  const walk = (ref: BlobRef, path: string, depth: number) => {
    const encoded = maps.get(ref.id);
    if (encoded === undefined) throw new MissingError(`no pack holds map ${ref.id} of ${path || 'the root'}`);
    if (depth > limits.depth) throw new FormatError(`${path} lies deeper than ${limits.depth} folders`);
    for (const entry of readMap(encoded, ref, path)) {
      const below = path === '' ? entry.name : `${path}/${entry.name}`;
      if (entry.kind === 'map') {
        plan.folders.push(below);
        walk(entry, below, depth + 1);
      } else {
        const { id, length, executable } = entry;
        plan.files.push({ path: below, id, length, executable });
        bytes += length;
      }
      // Also ends the walk of maps that name the same ones again and again.
      if (plan.folders.length > limits.files || plan.files.length > pointer.files || bytes > pointer.bytes) {
        throw new FormatError(
          `the tree is larger than its pointer says: ${pointer.files} files, ${pointer.bytes} bytes`,
        );
      }
    }
  };
  walk(pointer.root, '', 0);
  return plan;
}

async function fetchFiles(
  store: ReadableStore,
  packs: readonly BlobRef[],
  files: readonly TreeFile[],
  folder: string,
): Promise<void> {
  const missing = Map.groupBy(files, ({ id }) => id);
  for (const pack of packs) {
    if (missing.size === 0) break;
    const isWanted = ({ kind, id }: PackEntry) => kind === 'file' && missing.has(id);
    const wanted = (await fetchIndex(store, pack)).filter(isWanted);
    for await (const { entry, bytes } of fetchBlobs(store, pack, wanted)) {
      for (const { path, executable } of missing.get(entry.id) ?? []) {
        await writeDurably(join(folder, path), bytes, executable ? EXECUTABLE : PLAIN);
      }
      missing.delete(entry.id);
    }
  }
  const [lost] = missing.values();
  if (lost?.[0]) throw new MissingError(`no pack holds file ${lost[0].id}, ${lost[0].path}`);
}
