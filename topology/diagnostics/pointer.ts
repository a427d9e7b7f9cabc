import type { Pointer } from './diagnostic.ts';

/** Where the site lies in a stack file. */
export const SITE: Pointer = '/config/skerry:site';

/** The pointer to a member below another one; keys are escaped as RFC 6901 wants. */
export function below(pointer: Pointer, ...keys: (string | number)[]): Pointer {
  return keys.reduce<Pointer>(
    (path, key) => `${path}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`,
    pointer,
  );
}

/** The keys of a pointer, unescaped; none for the whole document. */
export function keysOf(pointer: Pointer): string[] {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The pointer without its last key. */
export function parentOf(pointer: Pointer): Pointer {
  return pointer.slice(0, Math.max(0, pointer.lastIndexOf('/')));
}

/** Whether `pointer` is `ancestor` or lies below it. */
export function isWithin(pointer: Pointer, ancestor: Pointer): boolean {
  return pointer === ancestor || pointer.startsWith(`${ancestor}/`);
}
