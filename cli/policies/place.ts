import type { Pointer } from '../../topology/diagnostics/diagnostic.ts';
import { below, keysOf, parentOf, SITE } from '../../topology/diagnostics/pointer.ts';
import { isRecord } from '../../topology/diagnostics/show.ts';
import { regionOf } from './cause.ts';

/** What every group takes over that doesn't say otherwise. */
const PRESETS = below(SITE, 'defaults', 'group');

/**
 * The place to point at for a finding about a resource that comes from `block`: the first of the words that the file has
 * there, or where its presets have it; the block itself where none is written, for then a default is the cause.
 *
 * @param words see `PolicyText.words`
 * @param file the whole stack file, parsed
 */
export function placeOf(block: Pointer, words: readonly string[], file: unknown): Pointer {
  for (const word of words) {
    const found = candidates(block, word).find((pointer) => isWritten(file, pointer));
    if (found !== undefined) return found;
  }
  return nearestWritten(block, file);
}

function candidates(block: Pointer, word: string): Pointer[] {
  const [, base, path] = /^(?:(site|region):)?(.*)$/.exec(word) ?? [];
  const keys = (path ?? '').split('.');
  if (base === 'site') return [below(SITE, ...keys)];
  if (base === 'region') return [below(regionOf(block), ...keys)];
  // A rule or a listener lies below the block whose words these are.
  return [block, parentOf(block), parentOf(parentOf(block))].flatMap((at) => [
    below(at, ...keys),
    ...(isGroup(at) ? [below(PRESETS, ...keys)] : []),
  ]);
}

const isGroup = (pointer: Pointer): boolean => keysOf(parentOf(pointer)).at(-1) === 'groups';

function nearestWritten(pointer: Pointer, file: unknown): Pointer {
  let at = pointer;
  while (at !== '' && !isWritten(file, at)) at = parentOf(at);
  return at;
}

function isWritten(file: unknown, pointer: Pointer): boolean {
  let value = file;
  for (const key of keysOf(pointer)) {
    if (Array.isArray(value)) value = value[Number(key)] as unknown;
    else if (isRecord(value) && Object.hasOwn(value, key)) value = value[key];
    else return false;
  }
  return value !== undefined;
}
