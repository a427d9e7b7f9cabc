import { canonicalJson, parseCanonicalJson, type Json } from './canonical-json.ts';
import { digestOf } from './digest.ts';
import { DigestError, FormatError } from './errors.ts';
import { limits } from './limits.ts';
import { asArray, asCount, asDigest, asObject, asString, checkFormat } from './shape.ts';

/** Names a blob: its digest, and its length in bytes, so that a reader knows what it asks for. */
export interface BlobRef {
  id: string;
  length: number;
}

/** A directory: its entries in bytewise order of their names. Like a tree of git, one map a directory. */
export type DirectoryMap = MapEntry[];

export type MapEntry =
  ({ kind: 'file'; name: string; executable: boolean } & BlobRef) | ({ kind: 'map'; name: string } & BlobRef);

export function encodeMap(map: DirectoryMap): Buffer {
  const entries = map.map((entry): Json => ({ ...entry }));
  const bytes = Buffer.from(canonicalJson({ format: 1, entries }));
  if (bytes.byteLength > limits.mapBytes) {
    throw new FormatError(`a directory of ${map.length} entries takes ${bytes.byteLength} bytes as a map`);
  }
  return bytes;
}

export function refOfMap(bytes: Uint8Array): BlobRef {
  return { id: digestOf('map', bytes), length: bytes.byteLength };
}

/** Verifies that the bytes are those that `ref` names, then reads them; `path` is for messages. */
export function readMap(bytes: Uint8Array, ref: BlobRef, path: string): DirectoryMap {
  const what = `map of ${path === '' ? 'the root' : path}`;
  if (bytes.byteLength !== ref.length || digestOf('map', bytes) !== ref.id) {
    throw new DigestError(`${what}: the bytes don't match ${ref.id}`);
  }
  const { format, entries } = asObject(parseCanonicalJson(bytes, what), what, ['format', 'entries']);
  checkFormat(format, what);
  const map = asArray(entries, what, limits.files).map((entry) => readEntry(entry, what));
  for (const [index, entry] of map.entries()) {
    const previous = map[index - 1];
    if (previous && compareNames(previous.name, entry.name) >= 0) {
      throw new FormatError(`${what}: ${JSON.stringify(entry.name)} is out of order`);
    }
  }
  return map;
}

/** By the bytes of their UTF-8 form. */
export function compareNames(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** Throws for what can't be, or must not be, a name in a folder. */
export function checkName(name: string, where: string): void {
  const bytes = Buffer.byteLength(name);
  const bad = name === '' || name === '.' || name === '..' || /[/\0]/.test(name) || !name.isWellFormed();
  if (bad || bytes > limits.nameBytes) {
    throw new FormatError(`${where}: ${JSON.stringify(name)} can't be the name of a file`);
  }
}

function readEntry(value: Json, what: string): MapEntry {
  const keys = ['kind', 'name', 'id', 'length', 'executable'];
  const { kind, name, id, length, executable } = asObject(value, `entry in the ${what}`, keys);
  const text = asString(name, `name in the ${what}`);
  checkName(text, what);
  const where = `${what}: ${JSON.stringify(text)}`;
  const digest = asDigest(id, where);
  if (kind === 'map' && executable === undefined) {
    return { kind, name: text, id: digest, length: asCount(length, where, limits.mapBytes) };
  }
  if (kind === 'file' && typeof executable === 'boolean') {
    const size = asCount(length, where, limits.fileBytes);
    return { kind, name: text, id: digest, length: size, executable };
  }
  throw new FormatError(`${where} is neither a file nor a map`);
}
