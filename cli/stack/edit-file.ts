import { randomBytes } from 'node:crypto';
import { open, readFile, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isErrno, syncFolder } from '../../providers/local/state/files.ts';
import { refused } from '../failure.ts';

/** An editor that saves, or a checkout, comes once or twice between a look and a rename, not so often. */
const TRIES = 20;

/**
 * Replaces a stack file by `edit` of what it says at that moment: whoever saves it meanwhile loses nothing. A symbolic
 * link stays one, and the file keeps its permissions and, where root edits it, its owner.
 *
 * @param edit called anew for each text that is found
 * @throws what `edit` throws; {@link Failure} where the file never stays as it is
 */
export async function editFile(path: string, edit: (text: string) => string): Promise<void> {
  const target = await realpath(path);
  for (let tries = 0; tries < TRIES; tries += 1) {
    const text = await readFile(target, 'utf8');
    const edited = edit(text);
    if (edited === text || (await replaceIf(target, text, edited))) return;
  }
  throw refused(`${path} changes all the time: nothing was written to it`, 'run the same command again');
}

/** @returns `false`, and nothing is changed, where the file no longer says `expected` */
async function replaceIf(path: string, expected: string, content: string): Promise<boolean> {
  const { mode, uid, gid } = await stat(path);
  const temporary = `${path}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(content);
      await keepOwner(file, uid, gid);
      // By itself `open` would take the umask off.
      await file.chmod(mode & 0o7777);
      await file.sync();
    } finally {
      await file.close();
    }
    // The last look, and the least time until the rename.
    if ((await readFile(path, 'utf8')) !== expected) return false;
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
  await syncFolder(dirname(path));
  return true;
}

/** Before the permissions, for a change of owner takes some away. */
async function keepOwner(file: FileHandle, uid: number, gid: number): Promise<void> {
  const made = await file.stat();
  if (made.uid === uid && made.gid === gid) return;
  try {
    await file.chown(uid, gid);
  } catch (error) {
    // Only root may give a file away; the group of a user's own may be one that he is not in.
    if (!isErrno(error, 'EPERM')) throw error;
  }
}
