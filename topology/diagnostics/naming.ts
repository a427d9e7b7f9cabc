import type { Pointer } from './diagnostic.ts';
import { keysOf, parentOf } from './pointer.ts';

/** The last key of a pointer, or what an item is one of. */
export function lastKey(pointer: Pointer): string {
  const keys = keysOf(pointer);
  const last = keys.at(-1) ?? 'the file';
  return /^\d+$/.test(last) ? `an item of ${keys.at(-2) ?? 'the list'}` : last;
}

/** What a pointer leads to, as a person calls it: `capacity`, `group git`, `the file`. */
export function subject(pointer: Pointer): string {
  const kind = NAMED.get(keysOf(parentOf(pointer)).at(-1) ?? '');
  return kind === undefined ? lastKey(pointer) : `${kind} ${lastKey(pointer)}`;
}

const NAMED = new Map([
  ['groups', 'group'],
  ['regions', 'region'],
  ['buckets', 'bucket'],
  ['loadBalancers', 'load balancer'],
  ['schedules', 'schedule'],
]);
