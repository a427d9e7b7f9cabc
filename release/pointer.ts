import { canonicalJson, parseCanonicalJson, type Json } from './canonical-json.ts';
import type { BlobRef } from './directory-map.ts';
import { seal, unseal } from './envelope.ts';
import { FormatError, RollbackError, SignatureError } from './errors.ts';
import { limits } from './limits.ts';
import { asArray, asCount, asDigest, asObject, asString, checkFormat } from './shape.ts';

/** Says which tree a channel's instances are to run: the only signed thing, from which everything else follows. */
export interface Pointer {
  format: 1;
  channel: string;
  /** Rises by one with each change of the channel, also when that brings an older tree back. */
  epoch: number;
  /** Map of the top folder. */
  root: BlobRef;
  /** Packs that hold the maps, and those that hold the files; `length` in bytes. */
  maps: BlobRef[];
  packs: BlobRef[];
  /** How many files there are, and the sum of their lengths. */
  files: number;
  bytes: number;
  /** ISO time, for people. */
  created: string;
}

export function encodePointer(pointer: Pointer, privateKey: string): Buffer {
  return seal(pointerText(pointer), privateKey);
}

/** What is to be signed. */
export function pointerText(pointer: Pointer): string {
  return canonicalJson(toJson(pointer));
}

/** What the reader of a pointer expects of it. */
export interface Expectation {
  channel: string;
  /** The epoch that its key in the bucket names. */
  epoch: number;
  /** PEM; any one of them must have signed. */
  publicKeys: readonly string[];
  /** The newest pointer seen before; nothing older is accepted, nor another tree under its epoch. */
  seen?: { epoch: number; root: string };
}

/**
 * Reads a pointer that came from a bucket; throws unless every check holds. A `SignatureError` means that it is nothing
 * that a trusted key has put there: it doesn't count, whatever it is.
 */
export function readPointer(bytes: Uint8Array, expected: Expectation): Pointer {
  const what = `pointer ${expected.channel}/${expected.epoch}`;

  // 1. It is of a sane size, and somebody we trust has signed it. Before that, nothing in it is looked at.
  const text = unseal(bytes, expected.publicKeys, what);
  const signed = parseCanonicalJson(Buffer.from(text), what);

  // 2. It was signed for this channel and this epoch, which every format names: none can be presented as another.
  const { channel, epoch } = signed as Partial<Pick<Pointer, 'channel' | 'epoch'>>;
  if (channel !== expected.channel || epoch !== expected.epoch) {
    throw new SignatureError(`${what} was signed as ${String(channel)}/${String(epoch)}`);
  }

  // 3. Its format is known, and each of its members is what it should be.
  const pointer = fromJson(signed, what);

  // 4. It isn't older than what was seen, and what was seen hasn't changed.
  const { seen } = expected;
  if (seen && pointer.epoch < seen.epoch) {
    throw new RollbackError(`${what} is older than epoch ${seen.epoch}, which was seen before`);
  }
  if (seen && pointer.epoch === seen.epoch && pointer.root.id !== seen.root) {
    throw new RollbackError(
      `${what} names tree ${pointer.root.id}, but ${seen.root} when it was seen before`,
    );
  }
  return pointer;
}

function toJson(pointer: Pointer): Json {
  const { root, maps, packs, ...rest } = pointer;
  return {
    ...rest,
    root: { ...root },
    maps: maps.map((ref) => ({ ...ref })),
    packs: packs.map((ref) => ({ ...ref })),
  };
}

const MEMBERS = ['format', 'channel', 'epoch', 'root', 'maps', 'packs', 'files', 'bytes', 'created'];

function fromJson(value: Json, what: string): Pointer {
  // The format comes first: a later one may have members that this program can't know.
  checkFormat((value as { format?: Json }).format, what);
  const signed = asObject(value, what, MEMBERS);
  const refs = (name: string) =>
    asArray(signed[name], `${name} of ${what}`, limits.packs).map((ref) =>
      readRef(ref, `${name} of ${what}`),
    );
  const root = readRef(signed['root'], `root of ${what}`);
  if (root.length > limits.mapBytes) throw new FormatError(`root of ${what} has ${root.length} bytes`);
  return {
    format: 1,
    channel: asString(signed['channel'], `channel of ${what}`),
    epoch: asCount(signed['epoch'], `epoch of ${what}`, Number.MAX_SAFE_INTEGER),
    root,
    maps: refs('maps'),
    packs: refs('packs'),
    files: asCount(signed['files'], `files of ${what}`, limits.files),
    bytes: asCount(signed['bytes'], `bytes of ${what}`, limits.totalBytes),
    created: asString(signed['created'], `created of ${what}`),
  };
}

function readRef(value: Json | undefined, what: string): BlobRef {
  const ref = asObject(value, what, ['id', 'length']);
  return { id: asDigest(ref['id'], what), length: asCount(ref['length'], what, Number.MAX_SAFE_INTEGER) };
}
