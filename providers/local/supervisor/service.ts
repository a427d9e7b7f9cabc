import { existsSync, statSync, writeSync } from 'node:fs';
import { mkdir, rm, symlink } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { processesIn } from '../process/procfs.ts';
import { sweep } from '../process/sweep.ts';
import { isErrno, syncFolder, writeIfChanged } from '../state/files.ts';
import { partFolder, physical, serviceName, servicesFolder } from '../state/layout.ts';
import { until } from '../state/wait.ts';
import { sweepPath } from './machine.ts';
import { logConfig, logRun, partRun } from './scripts.ts';
import type { Command } from './scripts.ts';
import { readServiceStatus, withFifo } from './status.ts';

const START_TIMEOUT_MS = 20_000;
/** What a part may take to end after SIGTERM before it is killed. */
const STOP_TIMEOUT_MS = 10_000;

/** runsv's commands, as bytes for its control fifo. */
export type Control = 'terminate' | 'hangup' | 'kill' | 'exit';
const CONTROL: Record<Control, string> = {
  terminate: 't',
  hangup: 'h',
  kill: 'k',
  exit: 'x',
};

export const serviceFolder = (stateDir: string, id: string): string =>
  join(partFolder(stateDir, id), 'service');

/** Writes the service of a part, without starting it. */
export async function writeService(stateDir: string, id: string, command: Command): Promise<void> {
  const part = partFolder(stateDir, id);
  await mkdir(join(part, 'work'), { recursive: true, mode: 0o700 });
  await writeIfChanged(join(part, 'log', 'config'), logConfig);
  await writeIfChanged(join(part, 'service', 'log', 'run'), logRun, 0o700);
  await writeIfChanged(join(part, 'service', 'run'), partRun(id, sweepPath(stateDir), command), 0o700);
}

/** Whether the part was started before its run script was last written. */
export function runsOldCommand(stateDir: string, id: string): boolean {
  const service = serviceFolder(stateDir, id);
  const { since, pid } = readServiceStatus(service);
  return since !== undefined && pid !== undefined && statSync(join(service, 'run')).mtimeMs > since.getTime();
}

/** Hands the service to runsvdir, which starts it now and after every boot; waits until a runsv has it. */
export async function enableService(stateDir: string, id: string): Promise<void> {
  const services = servicesFolder(stateDir);
  const link = join(services, serviceName(id));
  try {
    await symlink(relative(services, serviceFolder(stateDir, id)), link);
    await syncFolder(services);
  } catch (error) {
    if (!isErrno(error, 'EEXIST')) throw error;
  }
  const supervised = await until(() => readServiceStatus(serviceFolder(stateDir, id)).supervised, {
    timeoutMs: START_TIMEOUT_MS,
  });
  if (!supervised) {
    throw new Error(`the supervisor has not taken over ${id} within ${START_TIMEOUT_MS / 1000} s (${link})`);
  }
}

export const isEnabled = (stateDir: string, id: string): boolean =>
  existsSync(join(servicesFolder(stateDir), serviceName(id)));

/** @returns `false` when no runsv watches the service */
export function control(stateDir: string, id: string, order: Control): boolean {
  const fifo = join(serviceFolder(stateDir, id), 'supervise', 'control');
  return withFifo(fifo, (descriptor) => writeSync(descriptor, CONTROL[order]));
}

/** Ends the part by SIGTERM (after `graceMs`, SIGKILL) and waits until its successor has been started. */
export async function restartService(stateDir: string, id: string, graceMs = STOP_TIMEOUT_MS): Promise<void> {
  const service = serviceFolder(stateDir, id);
  const before = readServiceStatus(service).pid;
  const replaced = (): boolean => {
    const { pid } = readServiceStatus(service);
    return pid !== undefined && pid !== before;
  };
  control(stateDir, id, 'terminate');
  if (await until(replaced, { timeoutMs: graceMs })) return;
  control(stateDir, id, 'kill');
  if (await until(replaced, { timeoutMs: START_TIMEOUT_MS })) return;
  throw new Error(`${id} has not been restarted by its supervisor within ${START_TIMEOUT_MS / 1000} s`);
}

/**
 * Takes the service from runsvdir and ends everything that runs in the part's folder, by SIGTERM and, after
 * `graceMs`, by SIGKILL. Fine to repeat; fine where nothing runs.
 */
export async function disableService(stateDir: string, id: string, graceMs = STOP_TIMEOUT_MS): Promise<void> {
  // The link first: a runsv that ends while it is there would be replaced.
  const services = servicesFolder(stateDir);
  await rm(join(services, serviceName(id)), { force: true });
  await syncFolder(services);
  // By its path alone: where somebody has removed the folder, its processes may still be there.
  const folder = partFolder(physical(stateDir), id);
  if (control(stateDir, id, 'exit')) {
    await until(() => processesIn(folder).length === 0, { timeoutMs: graceMs });
  }
  await sweep(folder);
}
