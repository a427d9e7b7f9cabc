import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Existing, World } from '../../support/standin-provider/world.ts';
import { AWS_STACK_FILE, createStandInClone } from '../support/stand-in-clone.ts';
import type { Ended, TinyClone } from '../support/tiny-clone.ts';

// Each `up` is four runs of the engine, each of which loads a cloud's SDK.
vi.setConfig({ testTimeout: 240_000 });

/** A network and a bucket; when it has told of them for the first time in a run, somebody else changes the cloud. */
const program = `
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { Vpc } from '@pulumi/aws/ec2/vpc.js';
import { Bucket } from '@pulumi/aws/s3/bucket.js';
export default async () => {
  if (existsSync('refuse')) throw new Error('credentials of another account');
  const [team, cidrBlock] = readFileSync('wanted', 'utf8').split(' ');
  const vpc = new Vpc('network', { cidrBlock, tags: { team: 'platform' } });
  const bucket = new Bucket('data', { bucket: 'data', tags: { team } });
  await new Promise((done) => bucket.urn.apply(done));
  await new Promise((done) => vpc.urn.apply(done));
  if (existsSync('meddle')) {
    renameSync('meddle', 'meddled');
    const { path, text } = JSON.parse(readFileSync('meddled', 'utf8'));
    (await import('node:fs')).writeFileSync(path, text);
  }
  return { endpoints: {} };
};
`;

let clone: TinyClone;
let world: World;

beforeAll(async () => {
  ({ clone, world } = await createStandInClone(program));
  await writeFile(clone.stackFile('drifting'), AWS_STACK_FILE);
});
afterAll(() => clone?.dispose());

const up = (): Promise<Ended> => clone.skerry(['up', 'drifting', '--yes', '--no-wait']);
const want = (team: string, cidr = '10.32.0.0/16'): Promise<void> =>
  writeFile(join(clone.root, 'wanted'), `${team} ${cidr}`);

function existing(type: string): Existing {
  const found = world.all().find((one) => one.type === type);
  if (!found) throw new Error(`there is no ${type}`);
  return found;
}
const vpc = (): Existing => existing('aws:ec2/vpc:Vpc');
const bucket = (): Existing => existing('aws:s3/bucket:Bucket');

/** The next run meets, after its preview, a resource with these tags. */
async function meddle(one: Existing, team: string): Promise<void> {
  const tags = { tags: { team } };
  const changed = { ...one, inputs: { ...one.inputs, ...tags }, outputs: { ...one.outputs, ...tags } };
  const path = join(clone.root, 'world', `${encodeURIComponent(one.id)}.json`);
  await writeFile(join(clone.root, 'meddle'), JSON.stringify({ path, text: JSON.stringify(changed) }));
}

it('applies what its preview showed where nothing exists yet', async () => {
  await want('two');
  const { code, stderr } = await up();
  expect(code, stderr).toBe(0);
  expect(bucket().inputs['tags']).toEqual({ team: 'two' });
});

it('begins nothing where somebody has changed the cloud since the preview, and shows it the next time', async () => {
  await want('three');
  await meddle(vpc(), 'of somebody');
  const { code, stderr } = await up();
  expect(code).toBe(1);
  expect(stderr).toContain(
    'update Vpc network (tags {"team":"of somebody"} to {"team":"platform"}): was not shown',
  );
  expect(stderr).toContain('drifting has changed in the cloud since the preview');
  expect(vpc().inputs['tags']).toEqual({ team: 'of somebody' });
  expect(bucket().inputs['tags']).toEqual({ team: 'two' });

  const again = await up();
  expect(again.code, again.stderr).toBe(0);
  expect(again.stderr).toContain('update Vpc network');
  expect([vpc().inputs['tags'], bucket().inputs['tags']]).toEqual([{ team: 'platform' }, { team: 'three' }]);
});

it('tells a change of the very property that is to be changed by the value that was there', async () => {
  await want('four');
  await meddle(bucket(), 'of somebody');
  const { code, stderr } = await up();
  expect(code).toBe(1);
  expect(stderr).toContain(
    'update Bucket data (tags {"team":"of somebody"} to {"team":"four"}): was shown otherwise',
  );
  expect(bucket().inputs['tags']).toEqual({ team: 'of somebody' });
});

it('shows in a preview what somebody has changed', async () => {
  const { code, stderr } = await clone.skerry(['preview', 'drifting']);
  expect(code, stderr).toBe(0);
  expect(stderr).toContain('update Bucket data');
});

it('removes nothing before the program has agreed to the credentials, then everything', async () => {
  await writeFile(join(clone.root, 'refuse'), '');
  const refused = await clone.skerry(['down', 'drifting', '--yes']);
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('of another account')]);
  expect(world.all()).toHaveLength(2);
  await rm(join(clone.root, 'refuse'));
  const { code, stderr } = await clone.skerry(['down', 'drifting', '--yes']);
  expect(code, stderr).toBe(0);
  expect(world.all()).toEqual([]);
});
