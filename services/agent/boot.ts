import type { Logger } from 'pino';
import { currentRoot, inspect, switchTo } from '../../release/installed.ts';
import { recall } from './memory.ts';
import type { Memory, ReleaseRef } from './state.ts';

/**
 * What an agent knows at its start, and the release to start with while nothing is known of the bucket: verified before,
 * and verified again now. Nothing that the disk does keeps it from an answer.
 */
export async function boot(stateDir: string, log: Logger): Promise<{ memory: Memory; run?: ReleaseRef }> {
  const memory = await recallOrStartAnew(stateDir, log);
  for (const release of [memory.chosen, memory.proven]) {
    if (!release) continue;
    const condition = await conditionOf(stateDir, release);
    if (condition === 'whole') {
      await link(stateDir, release, log);
      return { memory, run: release };
    }
    log.warn({ release, condition }, 'an installed release can not be started');
  }
  return { memory };
}

/** Without its memory an instance still serves; it only has to learn the newest epoch again. */
async function recallOrStartAnew(stateDir: string, log: Logger): Promise<Memory> {
  try {
    return await recall(stateDir);
  } catch (error) {
    log.error({ err: error }, 'what this agent knew is lost; it starts from the bucket');
    return { bad: [] };
  }
}

/** Where a tree can't be read, the next one may be whole, or comes from the bucket. */
async function conditionOf(stateDir: string, { root }: ReleaseRef): Promise<string> {
  try {
    return await inspect(stateDir, root);
  } catch (error) {
    return (error as Error).message;
  }
}

/** A start doesn't go through the link: a disk without room for it is no reason not to serve. */
async function link(stateDir: string, release: ReleaseRef, log: Logger): Promise<void> {
  try {
    if ((await currentRoot(stateDir)) !== release.root) await switchTo(stateDir, release.root);
  } catch (error) {
    log.error({ err: error, release }, 'the link to what runs can not be made');
  }
}
