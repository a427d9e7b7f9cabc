import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { listRecords } from '../parts/record.ts';
import { withLock } from '../process/lock.ts';
import { sweep } from '../process/sweep.ts';
import { writeIfChanged } from '../state/files.ts';
import { machineFolder, machineLock, physical, programsFolder } from '../state/layout.ts';
import { until } from '../state/wait.ts';
import { bellRun } from './bell.ts';
import { guardRun, rotateRun, runsvdirUnderLock, runsvWrapper } from './scripts.ts';
import { isSupervised } from './status.ts';
import { sweepScript } from './sweep.ts';

const START_TIMEOUT_MS = 20_000;

/** Debian keeps haproxy and nginx in sbin, which an ordinary user's PATH lacks. */
export const SYSTEM_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * Starts the supervisor of a stack, and with it every part that is installed: after a reboot this is all it takes.
 * Does nothing where it runs already. Whoever calls may end: nothing of it is tied to the caller's session or group.
 *
 * @returns whether it had to be started
 */
export async function bootMachine(stateDir: string): Promise<boolean> {
  return await withLock(machineLock(stateDir), () => startMachine(stateDir));
}

/** @returns whether it had to be started */
async function startMachine(stateDir: string): Promise<boolean> {
  const machine = machineFolder(stateDir);
  await writeTree(machine);
  if (isComplete(machine)) return false;
  const [program = '', ...words] = runsvdirUnderLock('services', 'give-up');
  const supervisor = spawn(program, words, {
    cwd: machine,
    detached: true,
    stdio: 'ignore',
    // Nothing of the caller's environment: parts must not depend on who started them.
    env: { PATH: `${physical(machine)}/bin:${SYSTEM_PATH}`, LANG: 'C.UTF-8', HOME: stateDir },
  });
  await once(supervisor, 'spawn');
  supervisor.unref();
  const up = await until(() => isComplete(machine), { timeoutMs: START_TIMEOUT_MS });
  if (!up) {
    throw new Error(
      `the supervisor (runsvdir) in ${machine} has not started within ${START_TIMEOUT_MS / 1000} s; ` +
        'runit, util-linux (setpriv, flock) and findutils must be installed: npm run doctor says what is missing',
    );
  }
  return true;
}

/** Both sides stand when each runs its guard. */
function isComplete(machine: string): boolean {
  const services = ['services/bell', 'services/guard', 'services/rotate', 'watch/guard'];
  return services.every((service) => isSupervised(join(machine, service)));
}

async function writeTree(machine: string): Promise<void> {
  await writeIfChanged(join(machine, 'bin', 'runsv'), runsvWrapper, 0o700);
  await writeIfChanged(join(machine, 'bin', 'sweep'), sweepScript, 0o700);
  await writeIfChanged(join(machine, 'watch', 'guard', 'run'), guardRun('services'), 0o700);
  await writeIfChanged(join(machine, 'services', 'guard', 'run'), guardRun('watch'), 0o700);
  await writeIfChanged(join(machine, 'services', 'bell', 'run'), bellRun, 0o700);
  await writeIfChanged(join(machine, 'services', 'rotate', 'run'), rotateRun, 0o700);
}

export const sweepPath = (stateDir: string): string => join(machineFolder(stateDir), 'bin', 'sweep');

/** Ends the supervisor and removes its folder, if no part is there that it could supervise, not even half made. */
export async function shutdownIfIdle(stateDir: string): Promise<boolean> {
  const machine = machineFolder(stateDir);
  return await withLock(machineLock(stateDir), async () => {
    const parts = await listRecords(stateDir);
    if (parts.some(({ kind }) => kind !== 'network' && kind !== 'release')) return false;
    if (!existsSync(machine)) return true;
    await sweep(physical(machine));
    await rm(machine, { recursive: true, force: true });
    await rm(programsFolder(stateDir), { recursive: true, force: true });
    return true;
  });
}
