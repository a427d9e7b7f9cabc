import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PlanError } from '../plan-error.ts';

/** A file of another npm package, which must be this very one. */
export interface PackagedFile {
  package: string;
  version: string;
  /** Within the package. */
  path: string;
  sha256: string;
}

/** Some are of a hundred megabytes: each is read once a process. */
const digests = new Map<string, string>();

/**
 * Path of a file that lies in another package.
 *
 * @param from file whose imports would find the package
 * @throws PlanError where it isn't installed, or is another one than what was tested
 */
export function packagedFile({ package: name, version, path, sha256 }: PackagedFile, from: string): string {
  const fix = `Fix: npm install --save-exact ${name}@${version}, on a machine of the instances' kind`;
  let file: string;
  let digest: string;
  try {
    file = join(dirname(createRequire(from).resolve(`${name}/package.json`)), path);
    digest = digests.get(file) ?? createHash('sha256').update(readFileSync(file)).digest('hex');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'MODULE_NOT_FOUND' && code !== 'ENOENT') throw error;
    throw new PlanError(`instances start from npm's package ${name}, which is not installed. ${fix}`);
  }
  digests.set(file, digest);
  if (digest === sha256) return file;
  throw new PlanError(`${file} is not the one of ${name} ${version} that instances start from. ${fix}`);
}
