import { anotherRun, describeRun } from '../engine/another-run.ts';
import type { Engine } from '../engine/engine.ts';
import { projectName } from '../stack/project.ts';
import { backendOf } from './backend-of.ts';
import { stateKeys } from './keys.ts';
import { listLocks } from './locks.ts';
import { openStateFiles } from './open-files.ts';

/**
 * Looks whether an engine has a stack now, in backends whose files we can reach; in others it is the engine's to tell.
 *
 * @throws {Failure} exit code 1, where one has it; tells which, and its lock's id
 */
export async function refuseIfLocked({ env, stack }: Pick<Engine, 'env' | 'stack'>): Promise<void> {
  const url = await backendOf(env);
  const files = url === undefined ? undefined : openStateFiles(url, env);
  if (!files) return;
  try {
    const [held] = await listLocks(files, stateKeys(projectName, stack).locks);
    if (held) throw anotherRun(stack, held.lock && describeRun(held.lock), held.id);
  } finally {
    files.close();
  }
}
