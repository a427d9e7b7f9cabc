import { sep } from 'node:path';

/** As the system says it, and as tar and Go pass it on. */
const full = /ENOSPC|EDQUOT|no space left on device|disk quota exceeded/i;

const notWritable = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENAMETOOLONG'];

/** Node's recursive mkdir says ENOENT where the file system is mounted read-only. */
const isReadOnly = ({ code, syscall }: NodeJS.ErrnoException) => code === 'ENOENT' && syscall === 'mkdir';

/**
 * What to do where set-up has failed for want of a place to write to; `undefined` where that was not the reason.
 *
 * @param cache absolute
 */
export function cacheAdvice(error: unknown, cache: string): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (full.test(error.message)) {
    return [
      `A disk is full. The cache (${cache}) takes about 300 MB, more with the official engine; what is built from Go`,
      `modules takes 4 GB in Go's own folders (go env GOCACHE GOMODCACHE). Free some space, or let SKERRY_CACHE,`,
      'GOCACHE and GOMODCACHE name folders elsewhere.',
    ].join('\n');
  }
  const { code = '', path = '' } = error as NodeJS.ErrnoException;
  const within = `${path}${sep}`.startsWith(cache + sep) || (path !== '' && cache.startsWith(path + sep));
  if (within && (notWritable.includes(code) || isReadOnly(error))) {
    return `Set-up keeps its tools in ${cache}: that must be a folder which you may write to. SKERRY_CACHE names another.`;
  }
  return cacheAdvice(error.cause, cache);
}
