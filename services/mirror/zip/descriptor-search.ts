import { CENTRAL, DESCRIPTOR, LOCAL, ZIP64_END, safe } from './format.ts';

export interface Descriptor {
  /** Where the entry's packed bytes end. */
  dataEnd: number;
  /** Where the next record begins. */
  next: number;
  crc: number;
  packed: number;
  unpacked: number;
}

/** Longest descriptor (signature, checksum, two 8-byte sizes) and the signature that must follow it. */
export const LOOK_AHEAD = 24 + 4;

/**
 * Finds the data descriptor that ends an entry whose size its header doesn't tell, without inflating: the place where
 * a descriptor's packed size is exactly the distance from the entry's first byte, and a record follows. Chance
 * can't make both true; an archive inside the archive has its own distances.
 *
 * @param window bytes of which the first is `passed` bytes behind the entry's first
 */
export function findDescriptor(window: Buffer, passed: number): Descriptor | undefined {
  for (let at = window.indexOf('PK'); at >= 0; at = window.indexOf('PK', at + 1)) {
    if (at + 4 > window.length) return undefined;
    const signature = window.readUInt32LE(at);
    if (signature === DESCRIPTOR) {
      const found = read(window, passed, at, at + 4);
      if (found) return found;
    } else if (isRecord(signature)) {
      // The descriptor's own signature is optional.
      const found = at >= 12 ? readUnsigned(window, passed, at) : undefined;
      if (found) return found;
    }
  }
  return undefined;
}

function read(window: Buffer, passed: number, dataEnd: number, fields: number): Descriptor | undefined {
  for (const wide of [false, true]) {
    const next = fields + (wide ? 20 : 12);
    if (next + 4 > window.length || !isRecord(window.readUInt32LE(next))) continue;
    const size = (at: number) => (wide ? safe64(window, at) : window.readUInt32LE(at));
    const packed = size(fields + 4);
    if (packed !== passed + dataEnd) continue;
    const unpacked = size(fields + (wide ? 12 : 8));
    return { dataEnd, next, crc: window.readUInt32LE(fields), packed, unpacked };
  }
  return undefined;
}

function readUnsigned(window: Buffer, passed: number, next: number): Descriptor | undefined {
  for (const length of [12, 20]) {
    const start = next - length;
    const found = start >= 0 ? read(window, passed, start, start) : undefined;
    if (found?.next === next) return found;
  }
  return undefined;
}

function isRecord(signature: number): boolean {
  return signature === LOCAL || signature === CENTRAL || signature === ZIP64_END;
}

/** An impossible size is just not a descriptor. */
function safe64(window: Buffer, at: number): number {
  const value = window.readBigUInt64LE(at);
  return value > BigInt(Number.MAX_SAFE_INTEGER) ? -1 : safe(value);
}
