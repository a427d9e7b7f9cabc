import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectFile } from '../../support/engine/project.ts';
import { World } from '../../support/standin-provider/world.ts';
import { TinyClone } from './tiny-clone.ts';

export const PASSPHRASE = 'only for tests';

/** A stack on AWS, of a bucket; what it is made of is told by the clone's program. */
export const AWS_STACK_FILE = `config:
  skerry:site:
    version: 1
    stage: staging
    platform: aws
    account: {id: "123456789012"}
    regions:
      eu-central-1:
        network: {cidr: 10.32.0.0/16, zones: [eu-central-1a]}
        buckets:
          data: {access: private}
`;

/** Gives stacks in the clouds a state of the clone's own. */
export async function keepState(clone: TinyClone): Promise<void> {
  const state = join(clone.root, 'state');
  await mkdir(state);
  Object.assign(clone.env, {
    PULUMI_BACKEND_URL: pathToFileURL(state).href,
    PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
    PULUMI_HOME: join(clone.root, 'home'),
  });
}

/** A clone whose clouds are the stand-in's: what exists there lies in its folder, as its state does. */
export async function createStandInClone(program: string): Promise<{ clone: TinyClone; world: World }> {
  const clone = await TinyClone.create(program);
  await writeFile(join(clone.root, 'Pulumi.yaml'), projectFile({ main: 'program.js' }));
  await keepState(clone);
  const world = join(clone.root, 'world');
  clone.env['SKERRY_STANDIN_WORLD'] = world;
  return { clone, world: new World(world) };
}
