import { isDeepStrictEqual } from 'node:util';
import type { Pointer } from '../../diagnostics/diagnostic.ts';
import { below } from '../../diagnostics/pointer.ts';
import { isRecord } from '../../diagnostics/show.ts';

/** Absent: there was, or is, no such member. */
export interface ValueChange {
  /** A JSON pointer into the node of the plan. */
  path: Pointer;
  before?: unknown;
  after?: unknown;
}

/** Where two values differ. Lists are told as wholes: what stands at a position is nobody's name. */
export function valueChanges(before: unknown, after: unknown, path: Pointer = ''): ValueChange[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (!isRecord(before) || !isRecord(after)) {
    return [{ path, ...(before !== undefined && { before }), ...(after !== undefined && { after }) }];
  }
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => valueChanges(before[key], after[key], below(path, key)));
}
