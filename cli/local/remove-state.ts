import { existsSync } from 'node:fs';
import { readdir, rename, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { firstObject } from '../../providers/local/parts/bucket.ts';
import { listRecords, type FoundPart } from '../../providers/local/parts/record.ts';
import { sweep } from '../../providers/local/process/sweep.ts';
import { isErrno } from '../../providers/local/state/files.ts';
import { shutdown } from '../../providers/local/machine.ts';
import { physical } from '../../providers/local/state/layout.ts';
import { backendFolder } from '../engine/environment.ts';
import { asCannotRun, refused } from '../failure.ts';

/**
 * Removes what is left of a stack when the engine knows of nothing more: the supervisor, parts that an interrupted run
 * had begun, the engine's own state, which goes last. Fine to repeat.
 *
 * @param keep files that must outlive it, such as the passphrase of secrets in the stack file
 * @throws {Failure} where a part that the engine doesn't know of holds data, or something can't be ended or removed
 */
export async function removeState(
  stateFolder: string,
  keep: readonly string[],
  note: (text: string) => void,
): Promise<void> {
  if (existsSync(stateFolder)) await asCannotRun(() => remove(stateFolder, keep, note));
}

async function remove(
  stateFolder: string,
  keep: readonly string[],
  note: (text: string) => void,
): Promise<void> {
  await shutdown(stateFolder);
  const left = await listRecords(stateFolder);
  for (const part of left) refuseData(stateFolder, part);
  for (const { id } of left) note(`removing ${id}, which an interrupted run had left`);
  await sweep(physical(stateFolder));
  const last = backendFolder(stateFolder);
  for (const name of await readdir(stateFolder)) {
    const path = join(stateFolder, name);
    if (path !== last) await removeBut(path, keep);
  }
  await removeAtOnce(last);
  await removeEmpty(stateFolder);
}

function refuseData(stateFolder: string, { id, kind, inputs }: FoundPart): void {
  if (kind !== 'bucket' || (inputs as { forceDestroy?: boolean }).forceDestroy === true) return;
  const object = firstObject(stateFolder, id);
  if (object === undefined) return;
  throw refused(
    `${id} holds data (${object}, at least), and the engine's state doesn't know of it`,
    'skerry up, which adopts it; or remove its folder by hand',
  );
}

async function removeBut(path: string, keep: readonly string[]): Promise<void> {
  if (keep.includes(path)) return;
  if (!keep.some((kept) => kept.startsWith(`${path}/`))) {
    await rm(path, { recursive: true, force: true });
    return;
  }
  for (const name of await readdir(path)) await removeBut(join(path, name), keep);
}

/** An engine that starts meanwhile finds all of it, or nothing. What a kill leaves under the new name goes next time. */
async function removeAtOnce(path: string): Promise<void> {
  const gone = `${path}.removed`;
  try {
    await rename(path, gone);
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return;
    throw error;
  }
  await rm(gone, { recursive: true, force: true });
}

async function removeEmpty(folder: string): Promise<void> {
  try {
    await rmdir(folder);
  } catch (error) {
    if (!isErrno(error, 'ENOENT', 'ENOTEMPTY')) throw error;
  }
}
