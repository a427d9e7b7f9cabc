import { internalKey, internalPrefix, parseKey } from '../storage/keys.ts';

/** Where releases lie in a bucket. */
const RELEASES = 'releases';
const POINTERS = 'pointers';
/** Digits of an epoch, so that bytewise order is numeric order. */
const DIGITS = 12;

export function packKey(id: string): string {
  return internalKey(RELEASES, 'packs', id);
}

export function pointerKey(channel: string, epoch: number): string {
  return internalKey(RELEASES, POINTERS, channel, String(epoch).padStart(DIGITS, '0'));
}

export function pointerPrefix(channel: string): string {
  return internalPrefix(RELEASES, POINTERS, channel);
}

/** `undefined` for a key that isn't a pointer's. */
export function epochOfKey(key: string): number | undefined {
  const name = parseKey(key)?.segments.at(-1);
  return name !== undefined && /^\d{12}$/.test(name) ? Number(name) : undefined;
}
