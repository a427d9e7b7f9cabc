import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlanError } from './plan-error.ts';

/** Where set-up leaves what a program needs of this checkout beside its own text. */
export const DIST = join(import.meta.dirname, '../dist');

/**
 * Text of a file that set-up writes.
 *
 * @param lacking what isn't there yet, as the user is told: `the services are not bundled yet`
 * @throws PlanError where set-up has not written it
 */
export function readSetUpFile(file: string, lacking: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new PlanError(`${file} is missing: ${lacking}. Run: npm run setup`);
  }
}
