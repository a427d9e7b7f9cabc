import { ZipDefect } from './defect.ts';

/** Signatures and sizes of PKWARE's APPNOTE 6.3.10, section 4.3. */
export const LOCAL = 0x04034b50;
export const CENTRAL = 0x02014b50;
export const DESCRIPTOR = 0x08074b50;
export const END = 0x06054b50;
export const ZIP64_END = 0x06064b50;
export const ZIP64_LOCATOR = 0x07064b50;

export const LOCAL_SIZE = 30;
export const CENTRAL_SIZE = 46;
export const END_SIZE = 22;
export const ZIP64_END_SIZE = 56;
export const ZIP64_LOCATOR_SIZE = 20;

const ENCRYPTED = 0x0001;
const HAS_DESCRIPTOR = 0x0008;
const IN_ZIP64 = 0xffffffff;
const ZIP64_EXTRA = 0x0001;

/** What local header and directory record both say of an entry. */
export interface EntryFields {
  method: number;
  crc: number;
  packed: number;
  unpacked: number;
  hasDescriptor: boolean;
}

/** The fixed fields of a local header, or of a directory record from its seventh byte on, begin alike. */
function fields(record: Buffer, at: number): EntryFields {
  const flags = record.readUInt16LE(at);
  if ((flags & ENCRYPTED) !== 0) throw new ZipDefect('it holds an encrypted entry');
  return {
    method: record.readUInt16LE(at + 2),
    crc: record.readUInt32LE(at + 8),
    packed: record.readUInt32LE(at + 12),
    unpacked: record.readUInt32LE(at + 16),
    hasDescriptor: (flags & HAS_DESCRIPTOR) !== 0,
  };
}

export interface LocalHeader extends EntryFields {
  name: Buffer;
}

/** @param record a whole local header with name and extra field */
export function readLocal(record: Buffer): LocalHeader {
  const nameEnd = LOCAL_SIZE + record.readUInt16LE(26);
  const { method, crc, packed, unpacked, hasDescriptor } = fields(record, 6);
  const header = { method, crc, packed, unpacked, hasDescriptor, name: record.subarray(LOCAL_SIZE, nameEnd) };
  if (packed === IN_ZIP64 || unpacked === IN_ZIP64) {
    const wide = zip64(record.subarray(nameEnd), [unpacked, packed]);
    [header.unpacked, header.packed] = [wide[0]!, wide[1]!];
  }
  return header;
}

export interface CentralRecord extends EntryFields {
  name: Buffer;
  /** Of the local header. */
  offset: number;
}

/** @param record a whole directory record with name, extra field and comment */
export function readCentral(record: Buffer): CentralRecord {
  const nameEnd = CENTRAL_SIZE + record.readUInt16LE(28);
  const extraEnd = nameEnd + record.readUInt16LE(30);
  const { method, crc, packed, unpacked, hasDescriptor } = fields(record, 8);
  const offset = record.readUInt32LE(42);
  const name = record.subarray(CENTRAL_SIZE, nameEnd);
  const entry = { method, crc, packed, unpacked, hasDescriptor, offset, name };
  if (packed === IN_ZIP64 || unpacked === IN_ZIP64 || offset === IN_ZIP64) {
    const wide = zip64(record.subarray(nameEnd, extraEnd), [unpacked, packed, offset]);
    [entry.unpacked, entry.packed, entry.offset] = [wide[0]!, wide[1]!, wide[2]!];
  }
  return entry;
}

export interface EndRecord {
  entries: number;
  directorySize: number;
  directoryOffset: number;
}

export function readEnd(record: Buffer): EndRecord {
  if (record.readUInt16LE(4) !== 0 || record.readUInt16LE(6) !== 0) {
    throw new ZipDefect('it is one volume of an archive in several');
  }
  return {
    entries: record.readUInt16LE(10),
    directorySize: record.readUInt32LE(12),
    directoryOffset: record.readUInt32LE(16),
  };
}

export function readZip64End(record: Buffer): EndRecord {
  return {
    entries: safe(record.readBigUInt64LE(32)),
    directorySize: safe(record.readBigUInt64LE(40)),
    directoryOffset: safe(record.readBigUInt64LE(48)),
  };
}

/** Values that don't fit into 32 bits lie in the zip64 extra field, in this order. */
function zip64(extra: Buffer, values: number[]): number[] {
  let at = 0;
  while (at + 4 <= extra.length) {
    const size = extra.readUInt16LE(at + 2);
    const body = extra.subarray(at + 4, at + 4 + size);
    if (extra.readUInt16LE(at) === ZIP64_EXTRA) return fromZip64(body, values);
    at += 4 + size;
  }
  // Without the field it is the number itself: 4 GiB less one byte.
  return values;
}

function fromZip64(body: Buffer, values: number[]): number[] {
  let at = 0;
  return values.map((value) => {
    if (value !== IN_ZIP64) return value;
    if (at + 8 > body.length) throw new ZipDefect('a zip64 field is cut short');
    const wide = safe(body.readBigUInt64LE(at));
    at += 8;
    return wide;
  });
}

export function safe(value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new ZipDefect(`it names the impossible size ${value}`);
  return Number(value);
}
