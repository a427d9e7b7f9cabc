import { canonicalJson, parseCanonicalJson, type Json } from './canonical-json.ts';
import type { BlobRef } from './directory-map.ts';
import { FormatError, RollbackError, SignatureError } from './errors.ts';
import { limits } from './limits.ts';
import { asArray, asCount, asDigest, asObject, asString, checkFormat } from './shape.ts';
import { isSignedBy, keyId, publicKeyOf, signText } from './signing.ts';

const DOMAIN = 'skerry-release-pointer 1';

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
  const signed = toJson(pointer);
  const sig = signText(DOMAIN, canonicalJson(signed), privateKey);
  const signatures = [{ keyId: keyId(publicKeyOf(privateKey)), sig }];
  return Buffer.from(canonicalJson({ signed, signatures }));
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

/** Reads a pointer that came from a bucket; throws unless every check holds. */
export function readPointer(bytes: Uint8Array, expected: Expectation): Pointer {
  const what = `pointer ${expected.channel}/${expected.epoch}`;

  // 1. It is of a sane size, well-formed, and written in the one canonical way.
  if (bytes.byteLength > limits.pointerBytes) throw new FormatError(`${what} has ${bytes.byteLength} bytes`);
  const whole = asObject(parseCanonicalJson(bytes, what), what, ['signed', 'signatures']);
  const signed = whole['signed'];
  if (signed === undefined) throw new FormatError(`${what} has no signed part`);

  // 2. Somebody we trust has signed it. Before that, nothing in it is looked at.
  checkSignatures(whole['signatures'], canonicalJson(signed), expected.publicKeys, what);

  // 3. Its format is known, and each of its members is what it should be.
  const pointer = fromJson(signed, what);

  // 4. It was signed for this channel and this epoch: none can be presented as another.
  if (pointer.channel !== expected.channel || pointer.epoch !== expected.epoch) {
    throw new SignatureError(`${what} was signed as ${pointer.channel}/${pointer.epoch}`);
  }

  // 5. It isn't older than what was seen, and what was seen hasn't changed.
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

function checkSignatures(
  value: Json | undefined,
  text: string,
  publicKeys: readonly string[],
  what: string,
): void {
  const trusted = new Map(publicKeys.map((key) => [keyId(key), key]));
  const signers: string[] = [];
  for (const entry of asArray(value, `signatures of ${what}`, 16)) {
    const signature = asObject(entry, `signature of ${what}`, ['keyId', 'sig']);
    const signer = asDigest(signature['keyId'], `keyId of ${what}`);
    const key = trusted.get(signer);
    if (key !== undefined) {
      if (isSignedBy(DOMAIN, text, asString(signature['sig'], `sig of ${what}`), key)) return;
      throw new SignatureError(`${what}: the signature by key ${signer} doesn't match its content`);
    }
    signers.push(signer);
  }
  const who = signers.length === 0 ? 'nobody' : `key ${signers.join(', ')}`;
  throw new SignatureError(`${what} is signed by ${who}; trusted: ${[...trusted.keys()].join(', ')}`);
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
