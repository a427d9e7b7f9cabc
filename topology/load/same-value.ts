import type { Pointer } from '../diagnostics/diagnostic.ts';
import { below } from '../diagnostics/pointer.ts';

export interface Difference {
  /** Relative to the values compared. */
  pointer: Pointer;
  ours: unknown;
  theirs: unknown;
}

/**
 * The first place where the site as we read it differs from the site as Pulumi's engine passes it on, or `undefined`.
 *
 * The engine reads the file with Go's YAML, whose edges differ from YAML 1.2 (tried on 3.250.0): `010` is 8, `1_000` and
 * `0b11` are numbers, `<<` merges; all of these are refused before it comes to that (yaml-problems.ts). One is let
 * pass: a plain date is a time there and comes as `2026-11-22 00:00:00 +0000 UTC`, which is the same day.
 */
export function sameValue(ours: unknown, theirs: unknown, pointer: Pointer = ''): Difference | undefined {
  if (Object.is(ours, theirs) || (ours === 0 && theirs === 0)) return undefined;
  if (isDayOf(ours, theirs)) return undefined;
  if (Array.isArray(ours) && Array.isArray(theirs)) {
    for (let index = 0; index < Math.max(ours.length, theirs.length); index++) {
      const difference = sameValue(ours[index], theirs[index], below(pointer, index));
      if (difference) return difference;
    }
    return undefined;
  }
  if (isRecord(ours) && isRecord(theirs)) {
    for (const key of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
      const difference = sameValue(member(ours, key), member(theirs, key), below(pointer, key));
      if (difference) return difference;
    }
    return undefined;
  }
  return { pointer, ours, theirs };
}

const isDayOf = (ours: unknown, theirs: unknown): boolean =>
  typeof ours === 'string' &&
  /^\d{4}-\d\d-\d\d$/.test(ours) &&
  (theirs === `${ours} 00:00:00 +0000 UTC` || theirs === `${ours}T00:00:00Z`);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const member = (record: Record<string, unknown>, key: string): unknown =>
  Object.hasOwn(record, key) ? record[key] : undefined;
