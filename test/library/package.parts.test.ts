import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repositoryRoot } from '../../setup/paths.ts';
import { Graph, changes } from '../support/engine/graph.ts';
import { madeUpSecret } from '../support/engine/made-up-secrets.ts';
import { type Packed, installExample, pack } from '../support/engine/packed-program.ts';
import type { EngineFailure } from '../support/engine/project.ts';
import type { TestProgram } from '../support/engine/program.ts';

const run = promisify(execFile);
const ROOT = repositoryRoot();

/** Against a hang, and no more: a compiler and two engines run beside other tests. */
const NET = 300_000;

let folder: string;
let skerry: Packed;
let archives: Record<string, string>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'skerry-pack-'));
  skerry = await pack(ROOT, folder);
  const yaml = await pack(join(ROOT, 'node_modules', 'yaml'), folder, '--ignore-scripts');
  archives = { skerry: skerry.filename, yaml: yaml.filename };
}, NET);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('packs code and declarations of the library alone, with what instances start from', () => {
  const paths = skerry.files.map(({ path }) => path);
  const built =
    /^dist\/package\/(library|components|topology|storage|release|services\/metrics)\/[\w/.-]+\.(js|d\.ts|py)$/;
  expect(paths.filter((path) => !built.test(path)).sort()).toEqual([
    'LICENSE',
    'README.md',
    'cli/bin/skerry',
    'dist/package/dist/agent/agent.js',
    'dist/package/dist/boot.json',
    'dist/package/dist/first-release.json',
    'dist/package/dist/first-release/pack-0',
    'dist/package/dist/first-release/pack-1',
    'package.json',
  ]);
  expect(paths.filter((path) => path.includes('/local/') || path.includes('test'))).toEqual([]);
  expect(skerry.size).toBeLessThan(1_200_000);
});

const examples = {
  aws: {
    group: 'aws:autoscaling/group:Group',
    linked: ['@pulumi/pulumi', '@pulumi/aws', '@pulumi/random', '@types/node', 'node'],
    own: ['aws:ec2/vpc:Vpc', 'aws:cloudwatch/metricAlarm:MetricAlarm'],
    host: /\.elb\.example$/,
  },
  alicloud: {
    group: 'alicloud:ess/scalingGroup:ScalingGroup',
    linked: ['@pulumi/pulumi', '@pulumi/alicloud', '@pulumi/random', '@types/node', 'node'],
    own: ['alicloud:vpc/network:Network', 'alicloud:cms/alarm:Alarm'],
    host: /\.nlb\.example$/,
  },
};

const installed = new Map<string, TestProgram>();
afterAll(() => installed.forEach((program) => program.remove()));

function programOn(cloud: string): TestProgram {
  const program = installed.get(cloud);
  if (!program) throw new Error(`the example on ${cloud} is not installed`);
  return program;
}

// The other cloud's SDK is not even there: loading it would fail.
describe.each(Object.entries(examples))(
  'the example on %s, with the library installed',
  { timeout: NET },
  (cloud, facts) => {
    beforeAll(async () => {
      const program = await installExample(cloud, folder, archives, facts.linked);
      installed.set(cloud, program);
      const example = join(ROOT, 'examples', cloud);
      for (const name of readdirSync(example)) {
        if (!['package.json', 'Pulumi.yaml'].includes(name)) program.copy(join(example, name));
      }
      await program.init();
      const key = madeUpSecret('releaseKey');
      await program.pulumi('config', 'set', '--stack', 'test', '--secret', '--', 'releaseKey', key);
    }, NET);

    it('type-checks', async () => {
      const compiler = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
      await run(process.execPath, [compiler, '-p', '.'], { cwd: programOn(cloud).folder });
    });

    it('comes up beside the hand-written resources, and has nothing to change then', async () => {
      const program = programOn(cloud);
      await program.up();
      const graph = new Graph(await program.state());
      expect(graph.ofType(facts.group)).toHaveLength(3);
      const isTheirs = ({ parent = '' }: { parent?: string }) => parent.includes('pulumi:pulumi:Stack');
      for (const type of facts.own) expect(graph.ofType(type).filter(isTheirs)).not.toEqual([]);
      expect(changes(await program.preview())).toEqual([]);
      const { mirrorUrl, workersHost } = await program.outputs();
      expect(mirrorUrl).toMatch(/^https:\/\/mirrors\.example\./);
      expect(workersHost).toMatch(facts.host);
    });
  },
);

it(
  'the example on alicloud changes nothing by the credentials of another account',
  async () => {
    const program = programOn('alicloud');
    program.signIn({ SKERRY_STANDIN_ACCOUNT_ALICLOUD: '9999999999999999' });
    const there = program.world.all().length;
    const failure = (await program.up().catch((error: unknown) => error)) as EngineFailure;
    expect(failure.output).toContain('Region cn-hangzhou is refused');
    expect(failure.output).toContain('account.id  account/not-confirmed');
    expect(failure.output).toContain('the credentials for alicloud are of account 9999999999999999');
    expect(failure.output).not.toMatch(/^\s+at .*:\d+:\d+/m);
    expect(program.world.all()).toHaveLength(there);
  },
  NET,
);

it(
  'refuses an Output that crosses a bound by code, without a stack trace, and leaves the group as it is',
  { timeout: NET },
  async () => {
    const program = programOn('aws');
    await program.configure('workersMax', '1');
    const failure = (await program.up().catch((error: unknown) => error)) as EngineFailure;
    expect(failure.output).toContain('capacity.min  capacity/min-exceeds-max');
    expect(failure.output).not.toMatch(/^\s+at .*:\d+:\d+/m);
    const { group } = examples.aws;
    const workers = program.world.all().filter(({ type, urn }) => type === group && urn.endsWith('/workers'));
    expect(workers.map(({ inputs }) => inputs['maxSize'])).toEqual([6]);
  },
);

it('has a command that says where it runs', async () => {
  const command = join(programOn('aws').folder, 'node_modules', '.bin', 'skerry');
  const failure = (await run(command, ['status'], { cwd: tmpdir() }).catch((error: unknown) => error)) as {
    stderr: string;
  };
  expect(failure.stderr).toContain('the command runs in a clone');
});
