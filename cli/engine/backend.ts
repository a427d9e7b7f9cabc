import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfExists, writeAtomic } from '../../providers/local/state/files.ts';
import { readCheckpoint, type CheckpointFacts } from './checkpoint.ts';

/** File of a stack's checkpoint in a file backend. */
export const checkpointPath = (backend: string, project: string, stack: string): string =>
  join(backend, '.pulumi', 'stacks', project, `${stack}.json`);

export interface BackendState {
  /** `undefined`: the stack is yet to be made in the backend. */
  checkpoint: CheckpointFacts | undefined;
  /** What had to be mended, in a sentence. */
  mended?: string;
}

/**
 * Looks at a stack in a file backend and mends what a power cut can leave: the engine replaces its files by renaming but
 * doesn't wait for the disk, so that the newest may be empty. The checkpoint before it takes its place; creating is
 * idempotent, so the difference is made up by the next `up`.
 */
export async function openBackend(backend: string, project: string, stack: string): Promise<BackendState> {
  await mkdir(backend, { recursive: true, mode: 0o700 });
  const path = checkpointPath(backend, project, stack);
  await mendMeta(backend);
  const text = await readIfExists(path);
  if (text === undefined) return { checkpoint: undefined };
  const checkpoint = readCheckpoint(text);
  if (checkpoint) return { checkpoint };

  const torn = `${path}.torn`;
  const backup = await readIfExists(`${path}.bak`);
  const before = backup === undefined ? undefined : readCheckpoint(backup);
  await rename(path, torn);
  if (backup === undefined || before === undefined) {
    return {
      checkpoint: undefined,
      mended: `the engine's checkpoint was torn: begun anew (kept as ${torn})`,
    };
  }
  await writeAtomic(path, backup);
  return {
    checkpoint: before,
    mended: `the engine's checkpoint was torn: the one before it is used (kept as ${torn})`,
  };
}

/** Layout of a file backend with stacks below projects, the only one that this project has ever made. */
const META = 'version: 1\n';

/** Names the layout again where the file that does is empty; the engine refuses to guess. */
async function mendMeta(backend: string): Promise<void> {
  const path = join(backend, '.pulumi/meta.yaml');
  const text = await readIfExists(path);
  if (text?.replaceAll('\0', '').trim() === '') await writeAtomic(path, META);
}
