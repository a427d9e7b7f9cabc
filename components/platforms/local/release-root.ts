import { join } from 'node:path';
import { PlanError } from '../../plan-error.ts';
import { DIST, readSetUpFile } from '../../set-up-file.ts';

/** What set-up writes beside the bundled services. */
const RELEASE_FILE = join(DIST, 'release.json');

/**
 * Root digest of the services that were bundled from this checkout.
 *
 * @throws PlanError where set-up has not bundled them
 */
export function readReleaseRoot(file: string = RELEASE_FILE): string {
  return parseReleaseRoot(readSetUpFile(file, 'the services are not bundled yet'), file);
}

export function parseReleaseRoot(text: string, file: string): string {
  const match = /^[0-9a-f]{64}$/.exec(rootOf(text) ?? '');
  if (match) return match[0];
  throw new PlanError(
    `${file} should hold {"root": "<64 hexadecimal digits>"}, but holds ${JSON.stringify(text.slice(0, 200))}. ` +
      'Run: npm run setup',
  );
}

function rootOf(text: string): string | undefined {
  try {
    const value = JSON.parse(text) as { root?: unknown } | null;
    return typeof value?.root === 'string' ? value.root : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
