import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where Debian asks whether a daemon may be started; install-debian-packages.sh forbids it meanwhile. */
export const policyRcD = '/usr/sbin/policy-rc.d';

/** Held by that script, and by its apt-get should it be killed. Only root can make files there. */
const lock = '/run/skerry-policy-rc.d.lock';

/** As `flock` is told to say that somebody holds the lock. */
const isHeld = 75;

/**
 * Whether a run of the script that was killed has left its policy, which forbids all daemons of the machine to start.
 * One that is at work, whoever's it is, has left nothing.
 *
 * @param root stands for `/`
 */
export function isPolicyLeftBehind(root = '/'): boolean {
  if (!isOurs(join(root, policyRcD))) return false;
  const path = join(root, lock);
  if (!existsSync(path)) return true;
  const { status, stderr, error } = spawnSync(
    'flock',
    ['--nonblock', '--shared', '--conflict-exit-code', String(isHeld), path, 'true'],
    { encoding: 'utf8' },
  );
  if (error) throw error;
  if (status !== 0 && status !== isHeld) throw new Error(`flock on ${path}: ${stderr.trim()}`);
  return status === 0 && isOurs(join(root, policyRcD));
}

function isOurs(path: string): boolean {
  return existsSync(path) && readFileSync(path, 'utf8').includes('Put here by the set-up of Skerry');
}
