import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { ObjectStore } from '../storage/store.ts';
import type { BlobRef } from './directory-map.ts';
import { DigestError, ReleaseError } from './errors.ts';
import { packKey, pointerKey } from './layout.ts';
import { newestPointer } from './newest.ts';
import { packBlobs, type Blob, type Pack } from './pack-writer.ts';
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
    const newest = await newestPointer(store, channel, publicKeys);
    if (newest?.root.id === root && (await isComplete(store, newest))) {
      return { epoch: newest.epoch, root, created: false };
    }
    content ??= await upload(store, folder, tree);
    if (newest?.root.id === root && isDeepStrictEqual(content, { maps: newest.maps, packs: newest.packs })) {
      return { epoch: newest.epoch, root, created: false }; // Its packs had been lost, and are there again.
    }
    const pointer = pointerFor(tree, content, { channel, epoch: (newest?.epoch ?? 0) + 1, now });
    const key = pointerKey(channel, pointer.epoch);
    const outcome = await store.putIfAbsent(key, encodePointer(pointer, privateKey), {
      contentType: 'application/json',
    });
    if (outcome === 'created') return { epoch: pointer.epoch, root, created: true };
  }
  throw new ReleaseError(`${channel}: ${ATTEMPTS} epochs in a row went to other publishers; publish again`);
}

type Content = Pick<Pointer, 'maps' | 'packs'>;

async function upload(store: ObjectStore, folder: string, tree: Tree): Promise<Content> {
  const files = tree.files.map((file): Blob => ({
    ...file,
    kind: 'file',
    load: () => readFile(join(folder, file.path)),
  }));
  const maps = tree.maps.map(({ ref, path, bytes }): Blob => ({
    ...ref,
    kind: 'map',
    path,
    load: () => Promise.resolve(bytes),
  }));
  const packs = await uploadPacks(store, packBlobs(files));
  return { packs, maps: await uploadPacks(store, packBlobs(maps)) };
}

async function uploadPacks(store: ObjectStore, packs: AsyncIterable<Pack>): Promise<BlobRef[]> {
  const refs: BlobRef[] = [];
  for await (const { ref, bytes } of packs) {
    const key = packKey(ref.id);
    if ((await store.putIfAbsent(key, bytes)) === 'exists') await compare(store, key, bytes);
    refs.push(ref);
  }
  return refs;
}

/** A name that is taken must hold the same bytes; anything else is damage, or a collision. */
async function compare(store: ObjectStore, key: string, bytes: Buffer): Promise<void> {
  const found = await store.get(key);
  const same = found !== undefined && found !== 'unchanged' && bytes.equals(found.body);
  if (!same)
    throw new DigestError(`${key} is in the bucket with other bytes: damaged; delete it, then publish again`);
}

function pointerFor(
  tree: Tree,
  content: Content,
  at: { channel: string; epoch: number; now: Date },
): Pointer {
  const { channel, epoch, now } = at;
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

async function isComplete(store: ObjectStore, pointer: Pointer): Promise<boolean> {
  const infos = await Promise.all(
    [...pointer.maps, ...pointer.packs].map(async ({ id, length }) => ({
      length,
      info: await store.head(packKey(id)),
    })),
  );
  return infos.every(({ length, info }) => info?.size === length);
}
