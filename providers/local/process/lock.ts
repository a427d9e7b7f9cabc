import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

/** As long as the longest operation under a lock: an instance that drains. */
const DEFAULT_WAIT_SECONDS = 600;

/**
 * Runs `work` while holding the kernel's lock (flock) on a file or folder. The lock belongs to a helper that ends with
 * this process, however that ends: there is no stale lock to judge, after a kill -9 or a reboot. Not re-entrant.
 *
 * @param path a file (made if missing) or an existing folder
 * @throws when another process still holds it after `waitSeconds`
 */
export async function withLock<T>(
  path: string,
  work: () => Promise<T>,
  waitSeconds = DEFAULT_WAIT_SECONDS,
): Promise<T> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  // The helper says a line when it has the lock, then lives until its standard input ends.
  const helper = spawn(
    'setpriv',
    ['--pdeathsig', 'KILL', 'flock', '-w', String(waitSeconds), path, 'sh', '-c', 'echo; exec cat'],
    { cwd: '/', stdio: ['pipe', 'pipe', 'pipe'] },
  );
  let complaint = '';
  helper.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  const exit = once(helper, 'exit');
  try {
    const first = await Promise.race([once(helper.stdout, 'data').then(() => 'held' as const), exit]);
    if (first !== 'held') {
      throw new Error(
        `another process works on ${path} for more than ${waitSeconds} s` +
          (complaint ? `: ${complaint.trim()}` : '; find it with: fuser ') +
          (complaint ? '' : path),
      );
    }
    return await work();
  } finally {
    helper.stdin.end();
    await exit;
  }
}
