import type { Diagnostic } from '../diagnostic.ts';
import { visible } from './safe-text.ts';

/** What is wrong, with the places that it is about: `min 20 exceeds max; max is 16 (57:56)`. */
export function statement(diagnostic: Diagnostic): string {
  return visible([diagnostic.message, ...relatedNotes(diagnostic)].join('; '));
}

/** What to do about it: `allowed: 16 at most`, `fix: 16`. */
export function advice({ allowed, fix }: Pick<Diagnostic, 'allowed' | 'fix'>): string[] {
  return [
    ...(allowed === undefined ? [] : [`allowed: ${visible(allowed)}`]),
    ...(fix === undefined ? [] : [`fix: ${visible(fix)}`]),
  ];
}

/** `max is 16 (57:56)` of each related place. */
function relatedNotes({ relatedRanges = [] }: Diagnostic): string[] {
  return relatedRanges.map(({ message, range }) => `${message} (${range.start.line}:${range.start.column})`);
}

export function counted(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? '' : 's'}`;
}
