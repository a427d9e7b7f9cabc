import { FormatError } from './errors.ts';

export type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json };

/**
 * One text for one value, so that it can be hashed and signed: keys in the order of their UTF-16 units, no blanks,
 * strings as `JSON.stringify` writes them, safe integers only, no null.
 */
export function canonicalJson(value: Json): string {
  if (typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new FormatError(`${value} is not a safe integer`);
    return JSON.stringify(value);
  }
  if (isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] as Json)}`);
  return `{${members.join(',')}}`;
}

/** Parses, and refuses a text that `canonicalJson` would have written otherwise. */
export function parseCanonicalJson(bytes: Uint8Array, what: string): Json {
  let value: Json;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text) as Json;
  } catch (error) {
    throw new FormatError(`${what} is not JSON: ${(error as Error).message}`, { cause: error });
  }
  if (value === null || canonicalJson(value) !== text) throw new FormatError(`${what} is not canonical JSON`);
  return value;
}

function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
