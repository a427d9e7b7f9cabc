import { isDeepStrictEqual } from 'node:util';
import type { ObjectStore } from '../storage/store.ts';
import { filePacks, mapPacks, pointerTo, type Content } from './content.ts';
import type { BlobRef } from './directory-map.ts';
import { DigestError, FormatError, ReleaseError } from './errors.ts';
import { packKey, pointerKey } from './layout.ts';
import { findNewest, nextEpoch, type Junk } from './newest.ts';
import { fetchIndex, verifyPack } from './pack-reader.ts';
import type { Pack } from './pack-writer.ts';
import { encodePointer, type Pointer } from './pointer.ts';
import { scan, type Tree } from './scan.ts';
import { publicKeyOf } from './signing.ts';

/** Epochs lost to other publishers before giving up: they would have to win that often in a row. */
const ATTEMPTS = 20;

export interface PublishOptions {
  /** Name of the pointer: `services`. */
  channel: string;
  /** Ed25519, PKCS #8 in PEM. */
  privateKey: string;
  now: Date;
}

export interface Published {
  epoch: number;
  /** Digest of the tree. */
  root: string;
  /** Whether this call made the epoch; else the channel already pointed at this tree. */
  created: boolean;
  /** What lies in the place of newer pointers and doesn't count: nobody has signed it whom this publisher trusts. */
  junk: Junk[];
}

/**
 * Makes a folder's content the newest release of a channel. The order is packs with files, packs with maps, pointer:
 * whoever sees a pointer finds everything it names. Every step creates or finds what it would create, so a publisher
 * that was killed anywhere is completed by the next one. Of publishers at the same time each gets its own epoch.
 */
export async function publish(
  store: ObjectStore,
  folder: string,
  options: PublishOptions,
): Promise<Published> {
  const { channel, privateKey, now } = options;
  const publicKeys = [publicKeyOf(privateKey)];
  const tree = await scan(folder);
  const root = tree.root.id;
  let content: Content | undefined;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const newest = await findNewest(store, channel, publicKeys);
    const { pointer: old, junk } = newest;
    if (old?.root.id === root && (await isComplete(store, old))) {
      return { epoch: old.epoch, root, created: false, junk };
    }
    content ??= await upload(store, folder, tree);
    if (old?.root.id === root && isDeepStrictEqual(content, { maps: old.maps, packs: old.packs })) {
      return { epoch: old.epoch, root, created: false, junk }; // Its packs had been lost, and are there again.
    }
    const pointer = pointerTo(tree, content, { channel, epoch: nextEpoch(newest), now });
    const key = pointerKey(channel, pointer.epoch);
    const outcome = await store.putIfAbsent(key, encodePointer(pointer, privateKey), {
      contentType: 'application/json',
    });
    if (outcome === 'created') return { epoch: pointer.epoch, root, created: true, junk };
  }
  throw new ReleaseError(`${channel}: ${ATTEMPTS} epochs in a row went to other publishers; publish again`);
}

async function upload(store: ObjectStore, folder: string, tree: Tree): Promise<Content> {
  const packs = await uploadPacks(store, filePacks(folder, tree));
  return { packs, maps: await uploadPacks(store, mapPacks(folder, tree)) };
}

async function uploadPacks(store: ObjectStore, packs: AsyncIterable<Pack>): Promise<BlobRef[]> {
  const refs: BlobRef[] = [];
  for await (const { ref, bytes } of packs) {
    const key = packKey(ref.id);
    if ((await store.putIfAbsent(key, bytes)) === 'exists') await verify(store, key, ref);
    refs.push(ref);
  }
  return refs;
}

/** A name that is taken must hold the same pack; anything else is damage, or a collision. */
async function verify(store: ObjectStore, key: string, ref: BlobRef): Promise<void> {
  try {
    await verifyPack(store, ref);
  } catch (error) {
    if (!(error instanceof DigestError || error instanceof FormatError)) throw error;
    throw new DigestError(
      `${key} is in the bucket with other bytes: damaged; delete it, then publish again (${error.message})`,
      { cause: error },
    );
  }
}

/** Whether readers find every pack as the pointer names it. */
async function isComplete(store: ObjectStore, { maps, packs }: Pointer): Promise<boolean> {
  for (const pack of [...maps, ...packs]) {
    try {
      await fetchIndex(store, pack);
    } catch (error) {
      if (error instanceof ReleaseError) return false;
      throw error;
    }
  }
  return true;
}
