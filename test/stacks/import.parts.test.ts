import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { changes } from '../support/engine/graph.ts';
import { TestProject, type ResourceState } from '../support/engine/project.ts';

vi.setConfig({ testTimeout: 240_000 });

const project = new TestProject('staging');
beforeAll(async () => await project.init());
afterAll(() => project.remove());

const REGION = 'eu-central-1';
/** What exists already, by types and names of the program. */
const estate = [
  ['aws:ec2/vpc:Vpc', `${REGION}/network`],
  ['aws:s3/bucket:Bucket', `${REGION}/mirror`],
] as const;

test('an estate that exists comes into a stack as docs/clouds.md says, and is left as it is', async () => {
  const planned = (await project.preview()).flatMap(({ newState }) => newState ?? []);
  const named = (type: string, name: string): ResourceState => {
    const found = planned.find((each) => each.type === type && each.urn.endsWith(`::${name}`));
    if (!found) throw new Error(`the program has no ${type} ${name}`);
    return found;
  };
  const existing = estate.map(([type, name], index) => ({
    ...named(type, name),
    id: `there-already-${index}`,
  }));
  for (const { id, urn, type, inputs = {} } of existing) {
    project.world.put({ id, urn, type, inputs, outputs: { ...inputs, id } });
  }

  const provider = named('pulumi:providers:aws', REGION).urn;
  const parents = existing.map(({ parent = '' }) => parent);
  const above = (urn: string): string[] => {
    const parent = planned.find((each) => each.urn === urn)?.parent;
    return [urn, ...(parent?.includes('skerry:index:') ? above(parent) : [])];
  };
  const targets = [provider, ...new Set(parents.flatMap(above))].flatMap((urn) => ['--target', urn]);
  await project.pulumi(
    'up',
    '--stack',
    'staging',
    '--yes',
    '--skip-preview',
    '--non-interactive',
    ...targets,
  );

  const file = join(project.folder, 'estate.json');
  const nameTable = { provider, ...Object.fromEntries(parents.map((urn, index) => [`parent${index}`, urn])) };
  const resources = estate.map(([type, name], index) => ({
    type,
    name,
    id: existing[index]?.id,
    parent: `parent${index}`,
    provider: 'provider',
  }));
  writeFileSync(file, JSON.stringify({ nameTable, resources }));
  const flags = ['--yes', '--skip-preview', '--generate-code=false', '--protect=false'];
  await project.pulumi('import', '--stack', 'staging', '--file', file, '--non-interactive', ...flags);

  const still = changes(await project.preview()).filter((change) =>
    estate.some(([type, name]) => change.endsWith(`${type} ${name}`)),
  );
  expect(still).toEqual([]);
  const known = await project.state();
  for (const { urn, id } of existing) expect(known.find((each) => each.urn === urn)?.id).toBe(id);
});
