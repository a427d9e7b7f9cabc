import { Failure } from '../failure.ts';
import { note } from '../output/note.ts';
import { projectName } from '../stack/project.ts';
import { backendOf } from './backend-of.ts';
import { takeBackup } from './backups.ts';
import { stateKeys } from './keys.ts';
import { openStateFiles } from './open-files.ts';

/**
 * Puts the state of a stack in the clouds aside before an operation. The engine does so after each of its own; what
 * came in between (`pulumi state delete`, an import, a kill) is in none of those.
 */
export async function backupBefore({ name }: { name: string }, env: NodeJS.ProcessEnv): Promise<void> {
  const url = await backendOf(env);
  // Pulumi Cloud keeps each version by itself.
  const files = url === undefined ? undefined : openStateFiles(url, env);
  if (!files) return;
  try {
    await takeBackup(files, stateKeys(projectName, name), name);
  } catch (error) {
    // The engine reaches its backend by its own means, and says so if it can't.
    if (!(error instanceof Failure)) throw error;
    note(`the state was not put aside before this run: ${error.message}`);
  } finally {
    files.close();
  }
}
