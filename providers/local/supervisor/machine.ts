import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { withLock } from '../process/lock.ts';
import { sweep } from '../process/sweep.ts';
import { writeIfChanged } from '../state/files.ts';
import { machineFolder, machineLock, physical, servicesFolder } from '../state/layout.ts';
import { until } from '../state/wait.ts';
import { bellRun, guardRun, runsvdirUnderLock, runsvWrapper, sweepScript } from './scripts.ts';
import { isSupervised } from './status.ts';

/** Services of the supervision tree itself. */
const OWN_SERVICES = ['bell', 'guard'];
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
  const services = ['services/bell', 'services/guard', 'watch/guard'];
  return services.every((service) => isSupervised(join(machine, service)));
}

async function writeTree(machine: string): Promise<void> {
  await writeIfChanged(join(machine, 'bin', 'runsv'), runsvWrapper, 0o700);
  await writeIfChanged(join(machine, 'bin', 'sweep'), sweepScript, 0o700);
  await writeIfChanged(join(machine, 'watch', 'guard', 'run'), guardRun('services'), 0o700);
  await writeIfChanged(join(machine, 'services', 'guard', 'run'), guardRun('watch'), 0o700);
  await writeIfChanged(join(machine, 'services', 'bell', 'run'), bellRun, 0o700);
}

export const sweepPath = (stateDir: string): string => join(machineFolder(stateDir), 'bin', 'sweep');

/** Ends the supervisor and removes its folder, if no part is installed. */
export async function shutdownIfIdle(stateDir: string): Promise<boolean> {
  if (!existsSync(machineFolder(stateDir))) return true;
  return await withLock(machineLock(stateDir), async () => {
    const services = existsSync(servicesFolder(stateDir)) ? await readdir(servicesFolder(stateDir)) : [];
    if (services.some((name) => !OWN_SERVICES.includes(name))) return false;
    const machine = machineFolder(stateDir);
    await mkdir(machine, { recursive: true, mode: 0o700 });
    await sweep(physical(machine));
    await rm(machine, { recursive: true, force: true });
    return true;
  });
}
