import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseEvent, type Step } from '../../../cli/engine/events.ts';
import { killIfThere } from '../kill.ts';
import { Faults, type Fault } from '../standin-provider/faults.ts';
import { until } from '../until.ts';
import type { TestProject } from './project.ts';

/** More than any stack has at once: what waits at its fault must not keep another from its own. */
const PARALLEL = '400';

/** Against a hang alone. */
const DEADLINE_MS = 240_000;

/**
 * An update by plain `pulumi up` in which all faults come to their points at the same time; then either the engine is
 * killed, or all of them fail.
 *
 * @returns the steps that it had begun
 */
export async function faultyUpdate(
  project: TestProject,
  faults: readonly Fault[],
  end: 'kill' | 'fail',
): Promise<Step[]> {
  const points = new Faults(join(project.folder, 'faults'));
  points.plan(faults);
  const { executable, cwd, env, stack } = project.engine({
    SKERRY_STANDIN_FAULTS: join(project.folder, 'faults'),
  });
  const flags = ['--yes', '--skip-preview', '--non-interactive', '--json', '--parallel', PARALLEL];
  const run = spawn(executable, ['up', '--stack', stack, ...flags], {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const steps: Step[] = [];
  const told: string[] = [];
  for (const input of [run.stdout, run.stderr]) {
    createInterface({ input }).on('line', (line) => {
      const event = parseEvent(line);
      if (event?.resourcePreEvent) steps.push(event.resourcePreEvent.metadata);
      if (event?.diagnosticEvent?.severity === 'error') told.push(event.diagnosticEvent.message);
      if (!event) told.push(line);
    });
  }
  // What it has printed is whole by its close; of a killed one some child may hold that open.
  const ended = once(run, end === 'fail' ? 'close' : 'exit') as Promise<[number | null]>;
  let code: number | null | undefined;
  void ended.then(([status]) => (code = status));
  // The engine's plugins have process groups of their own.
  const kill = (): void => {
    if (code === undefined) killIfThere(-run.pid!);
    for (const pid of points.plugins().filter(isPlugin)) killIfThere(pid);
  };
  const missing = (): string[] =>
    faults.filter((fault) => !points.hasArrived(fault)).map(({ operation, urn }) => `${operation} ${urn}`);
  try {
    await until(
      'all operations come to their faults, or the run ends',
      () => code !== undefined || missing().length === 0,
      { timeout: DEADLINE_MS },
    ).catch(() => undefined);
    if (code !== undefined || missing().length > 0) {
      const state = code === undefined ? 'runs still' : `ended with ${code}`;
      throw new Error(`the update ${state}; it did not come to\n${missing().join('\n')}\n${told.join('\n')}`);
    }
    if (end === 'fail') points.fail();
    else kill();
    await ended;
  } finally {
    kill();
  }
  if (code === 0) throw new Error(`the update succeeded in spite of its faults:\n${told.join('\n')}`);
  // The lock of a killed run: `skerry unlock` removes it by its id.
  rmSync(join(project.folder, 'state/.pulumi/locks'), { recursive: true, force: true });
  return steps;
}

/** Whether it still runs; its number may be another process's by now. */
export function isPlugin(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('standin-provider');
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}
