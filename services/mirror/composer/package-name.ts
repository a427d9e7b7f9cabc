/**
 * Composer's rule for names of packages that can be required, after lower-casing. One character a repetition, as in
 * `version.ts`: the names come from the upstream's list.
 */
const NAME = /^[a-z0-9](?:[_.-]?[a-z0-9])*\/[a-z0-9](?:(?:[_.]|-{1,2})?[a-z0-9])*$/;
/** At most what a URL can bear. */
const MAX_LENGTH = 200;

export function isPackageName(name: string): boolean {
  return name.length <= MAX_LENGTH && NAME.test(name);
}
