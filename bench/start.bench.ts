import { ComposerProject } from '../test/e2e/support/composer.ts';
import { must } from '../test/e2e/support/run.ts';
import { Workspace } from '../test/e2e/support/workspace.ts';
import { round, type Measurement } from './goal.ts';
import { watchInstances } from './instance-peak.ts';
import { pairwiseRatios, summarise } from './statistics.ts';

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
    union: [] as number[],
    sum: [] as number[],
  };
  for (let run = 0; run < RUNS; run += 1) {
    const workspace = await Workspace.create();
    const project = await ComposerProject.create({ name: 'bench/app', require: { 'sample/app': '*' } });
    const memory = watchInstances(workspace.state('local'), 'mirror-sync');
    try {
      const started = performance.now();
      const up = await must('skerry', ['up', 'local', '--yes'], { cwd: workspace.root, env: workspace.env });
      await project.configure(up.output);
      await project.must(['install', '--no-progress']);
      samples.first.push((performance.now() - started) / 1000);
      await project.clear();
      samples.floor.push((await project.must(['install', '--no-progress'])).seconds);
      samples.again.push((await must('npm', ['start'], { cwd: workspace.root, env: workspace.env })).seconds);
      const peak = await memory.stop();
      samples.union.push(peak.union);
      samples.sum.push(peak.sum);
      progress(
        `first install after ${round(samples.first.at(-1)!)} s, install alone ${round(samples.floor.at(-1)!)} s, ` +
          `npm start again ${round(samples.again.at(-1)!)} s, sync instance ${round(peak.union)} MB`,
      );
    } finally {
      memory.cancel();
      await project.dispose();
      await workspace.dispose();
    }
  }
  const [floor, sum] = [summarise(samples.floor), summarise(samples.sum)];
  return [
    {
      name: 'skerry up to the first composer install',
      unit: 's',
      figure: summarise(samples.first),
      goal: { most: 30 },
      notes: [
        `the install alone: median ${round(floor.median)} s (${round(floor.min)}–${round(floor.max)}), ` +
          `ratio ${round(summarise(pairwiseRatios(samples.first, samples.floor)).median)}`,
      ],
    },
    {
      name: 'a second npm start',
      unit: 's',
      figure: summarise(samples.again),
      goal: { most: 10 },
      notes: [],
    },
    {
      name: 'peak memory of a whole sync instance, agent and workload together',
      unit: 'MB',
      figure: summarise(samples.union),
      goal: { most: 150 },
      notes: [
        'what both held at one moment: their own pages added up, and pages of files once, which are in the memory of the',
        'machine once, however many processes map them; most of those are the one Node that both run',
        `highest resident sets of both added up, with the program in it twice: median ${round(sum.median)} MB ` +
          `(${round(sum.min)}–${round(sum.max)})`,
      ],
    },
  ];
}
