import { mkdir, readdir, readlink, rename, rm, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ReadableStore } from '../storage/store.ts';
import { syncFolder } from './durable.ts';
import { ReleaseError } from './errors.ts';
import { fetchTree, verifyTree } from './fetch.ts';
import type { Pointer } from './pointer.ts';

/*
 * Releases on a machine:
 *
 *     <folder>/releases/<root digest>/…   whole, verified trees, never changed
 *     <folder>/releases/.new-…            one that is being fetched; never counts as present
 *     <folder>/current                    link to the one that runs
 *
 * One process at a time works on a folder.
 */

/** Fetched under a name that doesn't count, named as a release, linked to beside `current`, linked to by it. */
export type InstallStep = 'fetched' | 'named' | 'linked' | 'switched';

/** Called after each step of an installation, for logs, and for tests that kill it there. */
export type OnStep = (step: InstallStep) => void;

const UNFINISHED = '.new-';

export function releaseFolder(folder: string, root: string): string {
  return join(folder, 'releases', root);
}

/** Fetches and verifies a release; present ones are verified again, damaged ones replaced. */
export async function install(
  store: ReadableStore,
  pointer: Pointer,
  folder: string,
  onStep: OnStep = () => undefined,
): Promise<void> {
  const releases = join(folder, 'releases');
  const root = pointer.root.id;
  const target = releaseFolder(folder, root);
  await mkdir(releases, { recursive: true });
  const present = await inspect(folder, root);
  if (present === 'whole') return;

  const unfinished = join(releases, `${UNFINISHED}${root}`);
  await removeTree(unfinished);
  await mkdir(unfinished);
  try {
    await fetchTree(store, pointer, unfinished);
    onStep('fetched');
    // Only now, when its replacement is there, does a damaged one go.
    if (present === 'damaged') await rename(target, join(releases, `${UNFINISHED}${root}-damaged`));
    await rename(unfinished, target);
    await syncFolder(releases);
    onStep('named');
  } finally {
    await sweepUnfinished(folder);
  }
}

/** Whether a release lies there as it was signed. */
export async function inspect(folder: string, root: string): Promise<'whole' | 'damaged' | 'absent'> {
  const releases = await readdir(join(folder, 'releases')).catch(absentAsEmpty);
  if (!releases.includes(root)) return 'absent';
  try {
    await verifyTree(releaseFolder(folder, root), root);
    return 'whole';
  } catch (error) {
    if (error instanceof ReleaseError) return 'damaged';
    throw error;
  }
}

/** Root digest of the release that `current` names. */
export async function currentRoot(folder: string): Promise<string | undefined> {
  try {
    return basename(await readlink(join(folder, 'current')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Makes an installed release the current one, in one step: there is always a `current`, and it is always whole. */
export async function switchTo(
  folder: string,
  root: string,
  onStep: OnStep = () => undefined,
): Promise<void> {
  const link = join(folder, '.current-new');
  await rm(link, { force: true });
  await symlink(join('releases', root), link);
  onStep('linked');
  await rename(link, join(folder, 'current'));
  await syncFolder(folder);
  onStep('switched');
}

/** Deletes every release but these; the one that `current` names stays in any case. */
export async function prune(folder: string, keep: readonly string[]): Promise<string[]> {
  const kept = new Set([...keep, await currentRoot(folder)]);
  const releases = await readdir(join(folder, 'releases')).catch(absentAsEmpty);
  const gone = releases.filter((name) => !name.startsWith(UNFINISHED) && !kept.has(name));
  for (const name of gone) {
    // Renamed first: a half-deleted tree must not look like a release.
    const doomed = join(folder, 'releases', `${UNFINISHED}${name}`);
    await removeTree(doomed);
    await rename(releaseFolder(folder, name), doomed);
    await removeTree(doomed);
  }
  return gone;
}

/** Clears what a killed process left. */
export async function sweepUnfinished(folder: string): Promise<void> {
  const releases = await readdir(join(folder, 'releases')).catch(absentAsEmpty);
  const unfinished = releases.filter((name) => name.startsWith(UNFINISHED));
  for (const name of unfinished) await removeTree(join(folder, 'releases', name));
}

async function removeTree(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
}

function absentAsEmpty(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT') return [];
  throw error;
}
