import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cannotRun } from '../failure.ts';

/**
 * Folder of the policy pack of a clone.
 *
 * @throws {Failure} exit code 2, where it is not there
 */
export function packFolder(root: string): string {
  const folder = join(root, 'policies');
  if (existsSync(join(folder, 'PulumiPolicy.yaml'))) return folder;
  throw cannotRun(`${folder} holds no policy pack: there is no PulumiPolicy.yaml in it`);
}
