/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean }} LockedPackage
 * @typedef {{ packages: Record<string, LockedPackage> }} LockFile
 */

/**
 * The first package of the lock file that the installed tree has not, or has otherwise. Optional ones may be absent:
 * they are binaries for other systems.
 *
 * @param {LockFile} lock
 * @param {LockFile} installed
 */
export function firstDifference(lock, installed) {
  for (const [path, wanted] of Object.entries(lock.packages)) {
    if (path === '') continue;
    const found = installed.packages[path];
    if (found === undefined && wanted.optional) continue;
    if (found?.version !== wanted.version || found?.integrity !== wanted.integrity) return path;
  }
  return undefined;
}

/**
 * What is in it, or why it is no lock file: a power cut leaves files torn, a merge leaves its marks.
 *
 * @param {string} text
 * @returns {LockFile | Error}
 */
export function parseLockFile(text) {
  try {
    const content = JSON.parse(text);
    return content?.packages ? content : new Error('it lists no packages');
  } catch (error) {
    if (error instanceof SyntaxError) return error;
    throw error;
  }
}
