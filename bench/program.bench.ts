import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type PreviewStep, TestProject } from '../test/support/engine/project.ts';
import { UNKNOWN } from '../test/support/standin-provider/values.ts';
import { type Measurement, round } from './goal.ts';
import { groupsFor, largeSite } from './large-site.ts';
import { pairwiseRatios, summarise } from './statistics.ts';
import { inTurn } from './timing.ts';

const root = join(import.meta.dirname, '..');

/** Sizes, in resources, with how often each is measured: the largest take minutes. */
const SIZES: [resources: number, runs: number][] = [
  [100, 5],
  [1000, 3],
  [5000, 3],
];

/** The largest takes a minute on a quiet machine. */
const PATIENCE_MS = 900_000;

/** The program of the repository, which tells how much of the processor it has used. */
const MEASURED = `import { writeFileSync } from 'node:fs';
import { getRootDirectory } from '@pulumi/pulumi';
process.once('exit', () => {
  const { user, system } = process.cpuUsage();
  writeFileSync(getRootDirectory() + '/cpu', String((user + system) / 1e6));
});
export { default } from ${JSON.stringify(pathToFileURL(join(root, 'stacks/index.ts')).href)};
`;

/**
 * The program for sites of 100, 1,000 and 5,000 resources, beside one that makes the same resources from data by the
 * same SDK and provider. The engine does the same for both: what is above the floor is the price of reading, checking
 * and planning a site.
 */
export async function measure(progress: (line: string) => void): Promise<Measurement[]> {
  const measured: Measurement[] = [];
  const sizes: Size[] = [];
  for (const [wanted, runs] of SIZES) {
    const { seconds, processor, resources } = await measureSize(wanted, runs);
    const [ours, bare] = [summarise(seconds.ours), summarise(seconds.floor)];
    const cpu = summarise(pairwiseRatios(processor.ours, processor.floor));
    const median = (samples: number[]) => summarise(samples).median;
    sizes.push({ resources, ours: median(processor.ours), floor: median(processor.floor) });
    measured.push({
      name: `preview of ${resources} resources, against a bare program`,
      unit: 'x',
      figure: summarise(pairwiseRatios(seconds.ours, seconds.floor)),
      goal: { most: 1.2 },
      notes: [
        `ours: median ${round(ours.median)} s (${round(ours.min)}–${round(ours.max)}), ` +
          `bare: median ${round(bare.median)} s (${round(bare.min)}–${round(bare.max)})`,
        `processor time of the program alone: ${round(cpu.median)} x (${round(cpu.min)}–${round(cpu.max)}), ` +
          `ours ${round(summarise(processor.ours).median)} s`,
      ],
    });
    progress(`${resources} resources: ours ${round(ours.median)} s, bare ${round(bare.median)} s`);
  }
  return [...measured, growth(sizes)];
}

/** A size with the processor time of both programs, in seconds. */
interface Size {
  resources: number;
  ours: number;
  floor: number;
}

/**
 * What a further resource costs ours between 1,000 and 5,000, against what it costs the bare program: what grows faster
 * than the number of resources shows here first.
 */
function growth(sizes: readonly Size[]): Measurement {
  const [small, middle, large] = sizes as [Size, Size, Size];
  const slope = (from: Size, to: Size, whose: 'ours' | 'floor') =>
    (to[whose] - from[whose]) / (to.resources - from.resources);
  const told = (whose: 'ours' | 'floor') =>
    `${round(slope(small, middle, whose) * 1000)} ms, then ${round(slope(middle, large, whose) * 1000)} ms`;
  return {
    name: 'processor time of a further resource beyond 1,000, against a bare program',
    unit: 'x',
    figure: summarise([slope(middle, large, 'ours') / slope(middle, large, 'floor')]),
    goal: { most: 1.2 },
    notes: [`ours ${told('ours')}; bare ${told('floor')}`],
  };
}

interface Samples {
  ours: number[];
  floor: number[];
}

async function measureSize(wanted: number, runs: number) {
  const ours = new TestProject('staging', { patience: PATIENCE_MS });
  const floor = new TestProject('staging', { patience: PATIENCE_MS });
  try {
    ours.writeSite(largeSite(groupsFor(wanted)));
    replaceProgram(ours, MEASURED);
    replaceProgram(floor, readFileSync(join(root, 'bench/floor/program.js'), 'utf8'));
    for (const project of [ours, floor]) await project.init();
    const resources = asData(await ours.preview());
    writeFileSync(join(floor.folder, 'resources.json'), JSON.stringify(resources));
    const processor: Samples = { ours: [], floor: [] };
    const seconds = await inTurn(
      runs,
      () => preview(ours, processor.ours),
      () => preview(floor, processor.floor),
    );
    // The first pair only warms the caches.
    for (const samples of [processor.ours, processor.floor]) samples.shift();
    return { seconds, processor, resources: resources.filter(({ custom }) => custom).length };
  } finally {
    ours.remove();
    floor.remove();
  }
}

function replaceProgram(project: TestProject, text: string): void {
  const program = join(project.folder, 'stacks/index.ts');
  rmSync(program);
  writeFileSync(program, text);
}

async function preview(project: TestProject, processor: number[]): Promise<number> {
  const started = performance.now();
  await project.pulumi('preview', '--stack', project.stack, '--non-interactive', '--suppress-progress');
  const seconds = (performance.now() - started) / 1000;
  processor.push(Number(readFileSync(join(project.folder, 'cpu'), 'utf8')));
  return seconds;
}

/** What a preview shows, as a bare program can hold it: any known value does for one that only a run would tell. */
function asData(steps: readonly PreviewStep[]) {
  return steps
    .map(({ newState }) => newState)
    .filter((state) => state !== undefined && state.type !== 'pulumi:pulumi:Stack')
    .filter((state) => !state!.urn.includes('::default'))
    .map((state) => {
      const { urn, type, parent, provider = '', dependencies = [], inputs = {} } = state!;
      return {
        urn,
        type,
        parent,
        provider: provider.replace(/::[^:]+$/, ''),
        custom: !type.startsWith('skerry:index:'),
        name: urn.split('::').slice(3).join('::'),
        inputs: known(inputs),
        dependencies,
      };
    });
}

function known(value: unknown): unknown {
  // Long enough for a token.
  if (value === UNKNOWN) return 'made-up-0123456789ab';
  if (Array.isArray(value)) return value.map(known);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !name.startsWith('__'))
      .map(([name, each]) => [name, known(each)]),
  );
}
