import { dirname, join, resolve } from 'node:path';
import { internalKey } from '../../storage/keys.ts';
import { PlanError } from '../plan-error.ts';
import { DIST, readSetUpFile } from '../set-up-file.ts';
import { type PackagedFile, packagedFile } from './packaged-file.ts';

/** What set-up writes beside the bundles. */
const KIT_FILE = join(DIST, 'boot.json');

/** The machines of the image tables. */
const MACHINE = 'linux-x64';

/** A file that instances start from; its name in the bucket says what it is, so that a new one never replaces another. */
export interface KitFile {
  name: 'agent' | 'node';
  path: string;
  sha256: string;
  key: string;
}

/** Beside the note itself, or in a package that comes by itself. */
type DescribedFile = { path: string; sha256: string } | PackagedFile;

/**
 * Agent and Node of this checkout: with them an instance gets everything else, as a release.
 *
 * @throws PlanError where set-up has not made them, or made them for other machines than the clouds'
 */
export function bootKit(file: string = KIT_FILE): KitFile[] {
  const text = readSetUpFile(file, 'what instances start from is not made yet');
  const { machine, ...files } = JSON.parse(text) as {
    machine: string;
    agent: DescribedFile;
    node: DescribedFile;
  };
  if (machine !== MACHINE) {
    throw new PlanError(
      `${file}: Node is one for ${machine}, and instances run on ${MACHINE}. Update the stack from such a machine`,
    );
  }
  return (['agent', 'node'] as const).map((name) => ({
    name,
    path: placeOf(files[name], file),
    sha256: files[name].sha256,
    key: internalKey('boot', `${name}-${files[name].sha256}`),
  }));
}

function placeOf(described: DescribedFile, note: string): string {
  return 'package' in described ? packagedFile(described, note) : resolve(dirname(note), described.path);
}
