import { canonicalJson, parseCanonicalJson, type Json } from './canonical-json.ts';
import type { BlobKind } from './digest.ts';
import { FormatError } from './errors.ts';
import { limits } from './limits.ts';
import { asArray, asCount, asDigest, asObject, checkFormat, shown } from './shape.ts';

/**
 * A pack is blobs one after another, each stored as it is or compressed by itself, then its index (canonical JSON),
 * the index's length (32 bits, big endian) and a magic. The end is found from the pack's length, which the pointer
 * names: one ranged read gets the index, further ones exactly the blobs that a reader lacks. A pack is named by the
 * digest of its index, which names every blob by its own: nothing of a pack is used before it is verified.
 */
const MAGIC = 'skerry-pack1';
export const FOOTER_BYTES = 4 + MAGIC.length;

export interface PackEntry {
  kind: BlobKind;
  id: string;
  /** Bytes of the blob. */
  length: number;
  /** From the start of the pack. */
  offset: number;
  /** Bytes in the pack. */
  stored: number;
  encoding: 'raw' | 'zstd';
}

export function encodeIndex(entries: readonly PackEntry[]): Buffer {
  const list = entries.map((entry): Json => ({ ...entry }));
  return Buffer.from(canonicalJson({ format: 1, entries: list }));
}

export function encodeFooter(index: Buffer): Buffer {
  const footer = Buffer.alloc(FOOTER_BYTES);
  footer.writeUInt32BE(index.byteLength, 0);
  footer.write(MAGIC, 4, 'latin1');
  return footer;
}

/** Length of the index, from the footer that ends `tail`. */
export function indexLength(tail: Buffer, packLength: number, what: string): number {
  const footer = tail.subarray(tail.byteLength - FOOTER_BYTES);
  if (footer.byteLength < FOOTER_BYTES || footer.toString('latin1', 4) !== MAGIC) {
    throw new FormatError(`${what} doesn't end as a pack does: it is cut, or something else`);
  }
  const length = footer.readUInt32BE(0);
  if (length > limits.indexBytes || length + FOOTER_BYTES > packLength) {
    throw new FormatError(`${what} claims an index of ${length} bytes`);
  }
  return length;
}

/** `end` is where the index begins: no blob may reach beyond it. */
export function readIndex(bytes: Buffer, end: number, what: string): PackEntry[] {
  const { format, entries } = asObject(parseCanonicalJson(bytes, `index of ${what}`), `index of ${what}`, [
    'format',
    'entries',
  ]);
  checkFormat(format, what);
  let last = 0;
  return asArray(entries, `index of ${what}`, limits.packBlobs).map((value) => {
    const entry = readEntry(value, `entry of ${what}`);
    if (entry.offset < last || entry.offset + entry.stored > end) {
      throw new FormatError(`${what}: blob ${entry.id} lies outside its place`);
    }
    last = entry.offset + entry.stored;
    return entry;
  });
}

const MEMBERS = ['kind', 'id', 'length', 'offset', 'stored', 'encoding'];

function readEntry(value: Json, what: string): PackEntry {
  const entry = asObject(value, what, MEMBERS);
  const { kind, encoding } = entry;
  if (kind !== 'file' && kind !== 'map') throw new FormatError(`${what} is of unknown kind ${shown(kind)}`);
  if (encoding !== 'raw' && encoding !== 'zstd') {
    throw new FormatError(`${what} has unknown encoding ${shown(encoding)}; known: raw, zstd`);
  }
  return {
    kind,
    encoding,
    id: asDigest(entry['id'], what),
    length: asCount(entry['length'], what, kind === 'map' ? limits.mapBytes : limits.fileBytes),
    offset: asCount(entry['offset'], what, Number.MAX_SAFE_INTEGER),
    stored: asCount(entry['stored'], what, limits.fileBytes),
  };
}
