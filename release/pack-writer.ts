import { promisify } from 'node:util';
import { constants, zstdCompress } from 'node:zlib';
import { digestOf, type BlobKind } from './digest.ts';
import type { BlobRef } from './directory-map.ts';
import { DigestError } from './errors.ts';
import { limits } from './limits.ts';
import { encodeFooter, encodeIndex, type PackEntry } from './pack-index.ts';

/** Stored bytes after which a pack is closed: large enough for few requests, small enough for memory. */
const PACK_BYTES = 32 * 1024 * 1024;
/** What compression must save to be worth its undoing. */
const WORTHWHILE = 0.95;

const compress = promisify(zstdCompress);

export interface Blob extends BlobRef {
  kind: BlobKind;
  /** For messages. */
  path: string;
  load(): Promise<Buffer>;
}

export interface Pack {
  ref: BlobRef;
  bytes: Buffer;
}

/** Each blob once, in the order given, in as many packs as they need; one pack is in memory at a time. */
export async function* packBlobs(
  blobs: Iterable<Blob>,
  { bytes: packBytes = PACK_BYTES, blobs: most = limits.packBlobs }: { bytes?: number; blobs?: number } = {},
): AsyncGenerator<Pack> {
  const packed = new Set<string>();
  let entries: PackEntry[] = [];
  let pieces: Buffer[] = [];
  let offset = 0;
  for (const blob of blobs) {
    if (packed.has(blob.id)) continue;
    packed.add(blob.id);
    const { bytes, encoding } = await store(blob);
    const { kind, id, length } = blob;
    entries.push({ kind, id, length, offset, stored: bytes.byteLength, encoding });
    pieces.push(bytes);
    offset += bytes.byteLength;
    if (offset >= packBytes || entries.length === most) {
      yield close(entries, pieces);
      [entries, pieces, offset] = [[], [], 0];
    }
  }
  if (entries.length > 0) yield close(entries, pieces);
}

async function store(blob: Blob): Promise<{ bytes: Buffer; encoding: PackEntry['encoding'] }> {
  const plain = await blob.load();
  if (digestOf(blob.kind, plain) !== blob.id) {
    throw new DigestError(
      `${blob.path} changed while it was published; publish again when nothing writes to it`,
    );
  }
  const params = {
    [constants.ZSTD_c_compressionLevel]: 3,
    [constants.ZSTD_c_windowLog]: limits.zstdWindowLog,
  };
  const compressed = await compress(plain, { params });
  const worthwhile = compressed.byteLength < plain.byteLength * WORTHWHILE;
  return worthwhile ? { bytes: compressed, encoding: 'zstd' } : { bytes: plain, encoding: 'raw' };
}

function close(entries: PackEntry[], pieces: Buffer[]): Pack {
  const index = encodeIndex(entries);
  const bytes = Buffer.concat([...pieces, index, encodeFooter(index)]);
  return { bytes, ref: { id: digestOf('pack', index), length: bytes.byteLength } };
}
