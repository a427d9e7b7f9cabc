import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { isPlugin } from '../../../support/engine/faulty-run.ts';
import { killIfThere } from '../../../support/kill.ts';
import { Faults } from '../../../support/standin-provider/faults.ts';
import type { World } from '../../../support/standin-provider/world.ts';
import { until } from '../../../support/until.ts';
import { AWS_STACK_FILE, createStandInClone } from '../../support/stand-in-clone.ts';
import type { Started, TinyClone } from '../../support/tiny-clone.ts';

// Each `up` is several runs of the engine, each of which loads a cloud's SDK.
vi.setConfig({ testTimeout: 240_000 });

const program = `
import { Bucket } from '@pulumi/aws/s3/bucket.js';
import { Role } from '@pulumi/aws/iam/role.js';
export default () => {
  const bucket = new Bucket('data', { bucket: 'data', tags: { 'skerry:stack': 'killed' } });
  new Role('readers', { name: 'readers', assumeRolePolicy: '{}' }, { dependsOn: bucket });
  return { endpoints: {} };
};
`;

const urn = 'urn:pulumi:killed::skerry::aws:s3/bucket:Bucket::data';

let clone: TinyClone;
let world: World;
let faults: Faults;

beforeAll(async () => {
  ({ clone, world } = await createStandInClone(program));
  await writeFile(clone.stackFile('killed'), AWS_STACK_FILE);
  faults = new Faults(join(clone.root, 'faults'));
});
afterAll(() => clone?.dispose());

const begin = (command = 'up'): Started =>
  clone.start(join(clone.root, 'cli/bin/skerry'), [
    command,
    'killed',
    '--yes',
    ...(command === 'up' ? ['--no-wait'] : []),
  ]);

/** An `up` that is killed when the bucket has been made and nobody has been told. */
async function killAtBucket(): Promise<void> {
  faults.plan([{ operation: 'create', urn, when: 'after' }]);
  clone.env['SKERRY_STANDIN_FAULTS'] = join(clone.root, 'faults');
  const run = begin();
  delete clone.env['SKERRY_STANDIN_FAULTS'];
  await until('the bucket is made', () => faults.hasArrived({ operation: 'create', urn, when: 'after' }), {
    timeout: 120_000,
  });
  killIfThere(-run.child.pid!);
  await run.ended;
  // The engine dies with the command, and its plugin when it sees that.
  await until('its plugins have ended', () => !faults.plugins().some(isPlugin), {
    timeout: 60_000,
  });
  const { stderr } = await begin().ended;
  const lock = /skerry unlock killed (\S+)/.exec(stderr)?.[1];
  expect(lock, stderr).toBeDefined();
  await clone.skerry(['unlock', 'killed', lock!, '--yes']);
}

it('takes over what a killed update has made, and tells it', async () => {
  await killAtBucket();
  const [made] = world.all();
  const { code, stderr } = await begin().ended;
  expect(code, stderr).toBe(0);
  expect(stderr).toContain(
    `an earlier run was killed while creating Bucket data: it is in the cloud: taken over (${made!.id})`,
  );
  expect(world.all().map(({ type }) => type)).toEqual(
    expect.arrayContaining(['aws:s3/bucket:Bucket', 'aws:iam/role:Role']),
  );
  expect(world.all()).toHaveLength(2);
  const again = await begin().ended;
  expect([again.code, again.stderr]).toEqual([0, expect.stringContaining('no changes')]);
});

it('puts what a killed update has made in the place of what it was to replace, which goes', async () => {
  const [old] = world.all().filter(({ type }) => type === 'aws:s3/bucket:Bucket');
  await writeFile(join(clone.root, 'program.js'), program.replace("bucket: 'data'", "bucket: 'data-2'"));
  await killAtBucket();
  const { code, stderr } = await begin().ended;
  expect(code, stderr).toBe(0);
  const buckets = world.all().filter(({ type }) => type === 'aws:s3/bucket:Bucket');
  expect(buckets.map(({ inputs }) => inputs['bucket'])).toEqual(['data-2']);
  expect(stderr).toContain(
    `Bucket data: it is in the cloud: taken over (${buckets[0]!.id}), in place of ${old!.id}, which is removed`,
  );
  const again = await begin().ended;
  expect([again.code, again.stderr]).toEqual([0, expect.stringContaining('no changes')]);
  await writeFile(join(clone.root, 'program.js'), program);
});

it('removes what a killed update has made, too', async () => {
  expect((await begin('down').ended).code).toBe(0);
  await killAtBucket();
  expect(world.all()).toHaveLength(1);
  const { code, stderr } = await begin('down').ended;
  expect(code, stderr).toBe(0);
  expect(world.all()).toEqual([]);
});

it('leaves alone what bears its name and not its tag', async () => {
  const [id, type] = ['of-somebody', 'aws:s3/bucket:Bucket'];
  const inputs = { bucket: 'data', tags: { team: 'other' } };
  await killAtBucket();
  world.remove(world.all()[0]!.id);
  world.put({ id, urn: 'of another stack', type, inputs, outputs: inputs });
  const { code, stderr } = await begin().ended;
  expect(code).toBe(2);
  expect(stderr).toContain(
    `Bucket data: it (${id}) is in the cloud, and not by this stack's tag: it is not taken over`,
  );
  expect(stderr).toContain('already exists');
  expect(world.all().map(({ urn: owner }) => owner)).toEqual(['of another stack']);
});
