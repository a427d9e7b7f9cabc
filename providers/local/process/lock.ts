import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isErrno } from '../state/files.ts';

/** As long as the longest operation under a lock: an instance that drains. */
const DEFAULT_WAIT_SECONDS = 600;

/** What flock ends with where another has the lock; any other status is a failure of flock itself. */
const HELD_BY_ANOTHER = 99;

export interface Lock {
  /** Gives it back; when it returns, another may have it. */
  release(): Promise<void>;
}

/**
 * Takes the kernel's lock (flock) on a file or folder. The lock belongs to a helper that ends with this process, however
 * that ends: there is no stale lock to judge, after a kill -9 or a reboot. Not re-entrant.
 *
 * @param path a file (made if missing, for its user alone) or an existing folder
 * @param waitSeconds how long to wait for another holder; 0: not at all
 * @returns `undefined` where another still holds it then
 */
export async function acquireLock(path: string, waitSeconds: number): Promise<Lock | undefined> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await makeFile(path);
  // The helper says a line when it has the lock, then lives until its standard input ends.
  const helper = spawn(
    'setpriv',
    [
      ...['--pdeathsig', 'KILL', 'flock', '-E', String(HELD_BY_ANOTHER), '-w', String(waitSeconds), path],
      ...['sh', '-c', 'echo; exec cat'],
    ],
    // A session of its own: Ctrl-C in a terminal must not end it before what is done under the lock.
    { cwd: '/', detached: true, stdio: ['pipe', 'pipe', 'pipe'] },
  );
  let complaint = '';
  helper.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  const end = once(helper, 'close') as Promise<[number | null]>;
  const first = await Promise.race([once(helper.stdout, 'data').then(() => 'held' as const), end]);
  if (first === 'held') {
    return {
      release: async () => {
        helper.stdin.end();
        await end;
      },
    };
  }
  const [status] = first;
  if (status === HELD_BY_ANOTHER) return undefined;
  throw new Error(`flock on ${path} ended with ${status ?? 'a signal'}: ${complaint.trim()}`);
}

/** Before flock does, which lets all users read it: who can read it can lock it. */
async function makeFile(path: string): Promise<void> {
  try {
    await (await open(path, 'wx', 0o600)).close();
  } catch (error) {
    if (!isErrno(error, 'EEXIST')) throw error;
  }
}

/**
 * Runs `work` while holding the lock on `path`, see {@link acquireLock}.
 *
 * @throws when another process still holds it after `waitSeconds`
 */
export async function withLock<T>(
  path: string,
  work: () => Promise<T>,
  waitSeconds = DEFAULT_WAIT_SECONDS,
): Promise<T> {
  const lock = await acquireLock(path, waitSeconds);
  if (!lock) {
    throw new Error(
      `another process works on ${path} for more than ${waitSeconds} s; find it with: fuser ${path}`,
    );
  }
  try {
    return await work();
  } finally {
    await lock.release();
  }
}
