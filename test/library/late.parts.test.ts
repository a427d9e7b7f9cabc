import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { repositoryRoot } from '../../setup/paths.ts';
import type { EngineFailure } from '../support/engine/project.ts';
import { TestProgram } from '../support/engine/program.ts';

const ROOT = repositoryRoot();
const GROUP = 'aws:autoscaling/group:Group';

/** A `max` that no preview knows: the cloud tells it, and it is 1. */
const INDEX = `
import { LaunchTemplate } from '@pulumi/aws/ec2/launchTemplate.js';
import { ScalingGroup } from '${ROOT}/library/index.ts';
import { Region } from '${ROOT}/library/aws.ts';

const region = new Region('eu-central-1', {
  account: { id: '123456789012' },
  network: {
    vpcId: 'vpc-1',
    cidr: '10.20.0.0/16',
    instanceSubnets: { 'eu-central-1a': 'subnet-1', 'eu-central-1b': 'subnet-2' },
  },
});
const told = new LaunchTemplate('own', {});
const args = (min, max) => ({
  region,
  capacity: { owner: 'iac', min, max, desired: min },
  image: 'debian-12',
  instanceTypes: ['m7i.large'],
});
new ScalingGroup('sound', args(1, told.latestVersion));
new ScalingGroup('wrong', args(2, told.latestVersion));
`;

const program = new TestProgram({ name: 'late', main: 'index.ts' });

beforeAll(async () => {
  program.write('package.json', '{"name": "late", "type": "module"}');
  symlinkSync(join(ROOT, 'node_modules'), join(program.folder, 'node_modules'));
  program.write('index.ts', INDEX);
  await program.init();
});
afterAll(() => program.remove());

it('a bound that becomes known during the update is checked before its group is made', async () => {
  const previewed = (await program.preview()).filter(({ newState }) => newState?.type === GROUP);
  expect(previewed.map(({ op }) => op)).toEqual(['create', 'create']);

  const failure = (await program.up().catch((error: unknown) => error)) as EngineFailure;
  expect(failure.output).toContain('ScalingGroup wrong is refused');
  expect(failure.output).toContain('capacity.min  capacity/min-exceeds-max');
  expect(failure.output).toContain('min 2 exceeds max; max is 1 (capacity.max)');
  expect(failure.output).not.toMatch(/^\s+at .*:\d+:\d+/m);
  const groups = program.world.all().filter(({ type }) => type === GROUP);
  expect(groups.filter(({ urn }) => urn.endsWith('/wrong'))).toEqual([]);
});
