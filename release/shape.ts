import type { Json } from './canonical-json.ts';
import { FormatError } from './errors.ts';

/** Checks of values that came from outside; `what` names the place for the message. */
export function asObject(value: Json | undefined, what: string, keys: readonly string[]) {
  if (typeof value !== 'object' || Array.isArray(value)) throw new FormatError(`${what} is not an object`);
  const object = value as { readonly [key: string]: Json };
  const unknown = Object.keys(object).find((key) => !keys.includes(key));
  if (unknown !== undefined)
    throw new FormatError(`${what} has an unknown member ${JSON.stringify(unknown)}`);
  return object;
}

export function asArray(value: Json | undefined, what: string, most: number): readonly Json[] {
  if (!Array.isArray(value)) throw new FormatError(`${what} is not a list`);
  if (value.length > most)
    throw new FormatError(`${what} has ${value.length} entries; at most ${most} are allowed`);
  return value as readonly Json[];
}

export function asString(value: Json | undefined, what: string): string {
  if (typeof value !== 'string') throw new FormatError(`${what} is not a string`);
  return value;
}

export function asCount(value: Json | undefined, what: string, most: number): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw new FormatError(`${what} is not a count`);
  }
  if (value > most) throw new FormatError(`${what} is ${value}; at most ${most} is allowed`);
  return value;
}

export function asDigest(value: Json | undefined, what: string): string {
  if (typeof value !== 'string' || !/^[0-9a-f]{64}$/.test(value)) {
    throw new FormatError(`${what} is not a SHA-256 in lower-case hex`);
  }
  return value;
}

/** A received value for a message. */
export function shown(value: Json | undefined): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

/** Every format starts with 1; a program refuses what a later one wrote. */
export function checkFormat(value: Json | undefined, what: string): void {
  if (value !== 1) throw new FormatError(`${what} has format ${shown(value)}; this program knows 1`);
}
