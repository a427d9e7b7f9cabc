import { readFile } from 'node:fs/promises';
import { ComposerProject } from '../test/e2e/support/composer.ts';
import { processesUnder } from '../test/e2e/support/processes.ts';
import { must } from '../test/e2e/support/run.ts';
import { Workspace } from '../test/e2e/support/workspace.ts';
import { round, type Measurement } from './goal.ts';
import { summarise } from './statistics.ts';

const RUNS = 3;

/**
 * From `skerry up` in a clone that was set up, to the end of the first `composer install`; beside the same install
 * from the mirror that is up by then, which is the least it can take.
 */
export async function measure(progress: (line: string) => void): Promise<Measurement[]> {
  const samples = {
    first: [] as number[],
    floor: [] as number[],
    again: [] as number[],
    instance: [] as number[],
  };
  for (let run = 0; run < RUNS; run += 1) {
    const workspace = await Workspace.create();
    const project = await ComposerProject.create({ name: 'bench/app', require: { 'sample/app': '*' } });
    try {
      const started = performance.now();
      const up = await must('skerry', ['up', 'local', '--yes'], { cwd: workspace.root, env: workspace.env });
      await project.configure(up.output);
      await project.must(['install', '--no-progress']);
      samples.first.push((performance.now() - started) / 1000);
      await project.clear();
      samples.floor.push((await project.must(['install', '--no-progress'])).seconds);
      samples.again.push((await must('npm', ['start'], { cwd: workspace.root, env: workspace.env })).seconds);
      samples.instance.push(await instancePeak(workspace));
      progress(
        `first install after ${round(samples.first.at(-1)!)} s, install alone ${round(samples.floor.at(-1)!)} s, ` +
          `npm start again ${round(samples.again.at(-1)!)} s`,
      );
    } finally {
      await project.dispose();
      await workspace.dispose();
    }
  }
  const floor = summarise(samples.floor);
  return [
    {
      name: 'skerry up to the first composer install',
      unit: 's',
      figure: summarise(samples.first),
      goal: { most: 30 },
      notes: [`the install alone: median ${round(floor.median)} s (${round(floor.min)}–${round(floor.max)})`],
    },
    {
      name: 'a second npm start',
      unit: 's',
      figure: summarise(samples.again),
      goal: { most: 10 },
      notes: [],
    },
    {
      name: 'peak memory of a whole sync instance, agent and workload added up',
      unit: 'MB',
      figure: summarise(samples.instance),
      goal: { most: 150 },
      notes: [
        'highest resident sets of both processes; the pages of the program that they share count twice',
      ],
    },
  ];
}

/** Highest resident sets of the processes of the sync instance that has the most, added up, in MB. */
async function instancePeak(workspace: Workspace): Promise<number> {
  const peaks = new Map<string, number>();
  for (const { pid, cwd, command } of processesUnder(workspace.state('local'))) {
    const [instance] = /group-mirror-sync\/instances\/[^/]+/.exec(cwd) ?? [];
    if (instance === undefined || !/^\S*node /.test(command)) continue;
    const memory = await readFile(`/proc/${pid}/status`, 'utf8');
    const peak = Number(/VmHWM:\s+(\d+) kB/.exec(memory)?.[1]) / 1000;
    peaks.set(instance, (peaks.get(instance) ?? 0) + peak);
  }
  return Math.max(...peaks.values());
}
