import { filePacks, mapPacks, pointerTo } from './content.ts';
import type { BlobRef } from './directory-map.ts';
import { packKey, pointerKey } from './layout.ts';
import type { Pack } from './pack-writer.ts';
import { pointerText } from './pointer.ts';
import { scan } from './scan.ts';

export interface FirstRelease {
  /** Digest of the tree. */
  root: string;
  /** Those of the files, then those of the maps. */
  packs: { key: string; bytes: Uint8Array }[];
  /** What is still to be sealed by the key of the bucket's readers. */
  pointer: { key: string; text: string };
}

/** The objects that make a folder the first release of a channel, for whoever puts them into an empty bucket. */
export async function firstRelease(
  folder: string,
  { channel, now }: { channel: string; now: Date },
): Promise<FirstRelease> {
  const tree = await scan(folder);
  const packs: FirstRelease['packs'] = [];
  const gather = async (made: AsyncIterable<Pack>): Promise<BlobRef[]> => {
    const refs: BlobRef[] = [];
    for await (const { ref, bytes } of made) {
      packs.push({ key: packKey(ref.id), bytes });
      refs.push(ref);
    }
    return refs;
  };
  const content = {
    packs: await gather(filePacks(folder, tree)),
    maps: await gather(mapPacks(folder, tree)),
  };
  const pointer = pointerTo(tree, content, { channel, epoch: 1, now });
  return {
    root: tree.root.id,
    packs,
    pointer: { key: pointerKey(channel, pointer.epoch), text: pointerText(pointer) },
  };
}
