import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FormatError } from './errors.ts';
import { limits } from './limits.ts';
import { packBlobs, type Blob, type Pack } from './pack-writer.ts';
import type { Pointer } from './pointer.ts';
import type { Tree } from './scan.ts';

export type Content = Pick<Pointer, 'maps' | 'packs'>;

/** The packs of a tree's files, which are read from the folder one by one. */
export function filePacks(folder: string, tree: Tree): AsyncIterable<Pack> {
  return packBlobs(
    tree.files.map((file): Blob => ({
      ...file,
      kind: 'file',
      load: () => readFile(join(folder, file.path)),
    })),
  );
}

/** The packs of a tree's maps. @throws FormatError where they are more than readers take */
export function mapPacks(folder: string, tree: Tree): AsyncIterable<Pack> {
  const bytes = tree.maps.reduce((sum, { ref }) => sum + ref.length, 0);
  if (bytes > limits.mapsBytes) {
    throw new FormatError(
      `the maps of ${folder} have ${bytes} bytes; at most ${limits.mapsBytes} are allowed`,
    );
  }
  return packBlobs(
    tree.maps.map(({ ref, path, bytes: map }): Blob => ({
      ...ref,
      kind: 'map',
      path,
      load: () => Promise.resolve(map),
    })),
  );
}

export function pointerTo(
  tree: Tree,
  content: Content,
  { channel, epoch, now }: { channel: string; epoch: number; now: Date },
): Pointer {
  const { root, files, bytes } = tree;
  return {
    format: 1,
    channel,
    epoch,
    root,
    ...content,
    files: files.length,
    bytes,
    created: now.toISOString(),
  };
}
