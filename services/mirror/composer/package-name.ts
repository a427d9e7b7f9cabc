/** Composer's rule for names of packages that can be required, after lower-casing; at most what a URL can bear. */
const NAME = /^[a-z0-9](?:[_.-]?[a-z0-9]+)*\/[a-z0-9](?:(?:[_.]|-{1,2})?[a-z0-9]+)*$/;
const MAX_LENGTH = 200;

export function isPackageName(name: string): boolean {
  return name.length <= MAX_LENGTH && NAME.test(name);
}
