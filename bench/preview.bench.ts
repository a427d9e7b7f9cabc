import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { round, type Measurement } from './goal.ts';
import { pairwiseRatios, summarise } from './statistics.ts';
import { inTurn, timed } from './timing.ts';

const root = join(import.meta.dirname, '..');
const RUNS = 7;

/** The engine's mark for a value that a preview can't know. */
const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

interface Step {
  op: string;
  urn: string;
  newState: { type: string; custom: boolean; parent?: string; inputs?: Record<string, unknown> };
}

/**
 * `pulumi preview` of the local stack, beside a program of a dozen lines that registers the same resources with the
 * same inputs through the same provider: what is above it is the price of reading, checking and planning the stack.
 */
export async function measure(): Promise<Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'skerry-bench-'));
  try {
    const env = await engineEnvironment(join(folder, 'state'));
    const preview = async (cwd: string, ...more: string[]) =>
      await timed('pulumi', ['preview', '--stack', 'local', '--non-interactive', ...more], { cwd, env });
    const { stdout } = await preview(root, '--json');
    const floor = await makeFloor(folder, (JSON.parse(stdout) as { steps: Step[] }).steps);
    await timed('pulumi', ['stack', 'init', 'local'], { cwd: floor, env: { ...env, ...ownBackend(floor) } });
    const samples = await inTurn(
      RUNS,
      async () => (await preview(root)).seconds,
      async () =>
        (
          await timed('pulumi', ['preview', '--stack', 'local', '--non-interactive'], {
            cwd: floor,
            env: { ...env, ...ownBackend(floor) },
          })
        ).seconds,
    );
    const [ours, bare] = [summarise(samples.ours), summarise(samples.floor)];
    return [
      {
        name: 'preview of the local stack, against a bare program',
        unit: 'x',
        figure: summarise(pairwiseRatios(samples.ours, samples.floor)),
        goal: { most: 1.3 },
        notes: [
          `ours: median ${round(ours.median)} s (${round(ours.min)}–${round(ours.max)})`,
          `bare: median ${round(bare.median)} s (${round(bare.min)}–${round(bare.max)})`,
        ],
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const ownBackend = (floor: string): NodeJS.ProcessEnv => ({ PULUMI_BACKEND_URL: `file://${floor}` });

/** What `skerry env local` exports, with a state folder of its own. */
async function engineEnvironment(state: string): Promise<NodeJS.ProcessEnv> {
  const { stdout } = await timed(
    'sh',
    ['-c', `eval "$('${join(root, 'cli/bin/skerry')}' env local)" && env -0`],
    { cwd: root, env: { ...process.env, SKERRY_STATE: state } },
  );
  return Object.fromEntries(
    stdout
      .split('\0')
      .filter(Boolean)
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

async function makeFloor(folder: string, steps: Step[]): Promise<string> {
  const floor = await mkdtemp(join(folder, 'floor-'));
  const resources = steps
    .filter(
      ({ newState }) =>
        newState.type !== 'pulumi:pulumi:Stack' && !newState.type.startsWith('pulumi:providers:'),
    )
    .map(({ urn, newState }) => ({
      urn,
      parent: newState.parent,
      type: newState.type,
      custom: newState.custom,
      name: urn.slice(urn.lastIndexOf('::') + 2),
      inputs: known(newState.inputs ?? {}),
    }));
  const custom = resources.filter((resource) => resource.custom).length;
  if (custom < 5) throw new Error(`the preview names only ${custom} resources: nothing to compare`);
  await writeFile(join(floor, 'resources.json'), JSON.stringify(resources));
  await writeFile(join(floor, 'package.json'), '{"type": "module"}');
  await cp(join(root, 'bench/floor/preview.js'), join(floor, 'index.js'));
  await symlink(join(root, 'node_modules'), join(floor, 'node_modules'));
  const project = await readFile(join(root, 'Pulumi.yaml'), 'utf8');
  const bare = project
    .replace('main: stacks/index.ts', 'main: index.js')
    .replace('stackConfigDir: stacks\n', '')
    .replace('path: providers/local/bin', `path: ${join(root, 'providers/local/bin')}`);
  await writeFile(join(floor, 'Pulumi.yaml'), bare);
  return floor;
}

/** A bare program writes values: for what ours learns from another resource, any of the right shape will do. */
function known(value: unknown, key = ''): unknown {
  if (value === UNKNOWN)
    return key === 'origins'
      ? []
      : key === 'epoch'
        ? 1
        : key === 'network'
          ? '127.9.0.0/16'
          : 'http://127.9.0.1';
  if (Array.isArray(value)) return value.map((each) => known(each, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, known(each, name)]));
}
