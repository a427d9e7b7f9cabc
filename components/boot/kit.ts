import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { internalKey } from '../../storage/keys.ts';
import { PlanError } from '../plan-error.ts';

/** What set-up writes beside the bundles. */
const KIT_FILE = join(import.meta.dirname, '../../dist/boot.json');

/** The machines of the image tables. */
const MACHINE = 'linux-x64';

/** A file that instances start from; its name in the bucket says what it is, so that a new one never replaces another. */
export interface KitFile {
  name: 'agent' | 'node';
  path: string;
  sha256: string;
  key: string;
}

/**
 * Agent and Node of this checkout: with them an instance gets everything else, as a release.
 *
 * @throws PlanError where set-up has not made them, or made them for other machines than the clouds'
 */
export function bootKit(file: string = KIT_FILE): KitFile[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new PlanError(`${file} is missing: what instances start from is not made yet. Run: npm run setup`);
  }
  const { machine, ...files } = JSON.parse(text) as {
    machine: string;
    agent: { path: string; sha256: string };
    node: { path: string; sha256: string };
  };
  if (machine !== MACHINE) {
    throw new PlanError(
      `${file}: Node is one for ${machine}, and instances run on ${MACHINE}. Update the stack from such a machine`,
    );
  }
  return (['agent', 'node'] as const).map((name) => ({
    name,
    ...files[name],
    key: internalKey('boot', `${name}-${files[name].sha256}`),
  }));
}
