import { createHash } from 'node:crypto';

/** Fingerprint of the settings' `only`, by which others tell whether a status follows theirs; lists may be long. */
export function selectionOf(only: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(only)).digest('hex').slice(0, 16);
}
