/**
 * Keeps the stacks of this release as later ones will find them: file and state, made by the real engine with the
 * stand-in's clouds. `npm run keep-release`, once before a release; test/stacks/releases.parts.test.ts previews all.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../../setup/paths.ts';
import { TestProject } from './project.ts';
import { keptFile, keptState, releasesFolder } from './releases.ts';

/** Stacks in the clouds; a local one is made anew from nothing. */
const STACKS = ['staging', 'cn-prod'];

/** Where in the program's files a resource was registered. */
const OF_THIS_MACHINE = new Set(['sourcePosition', 'stackTrace']);

const { version } = JSON.parse(readFileSync(join(repositoryRoot(), 'package.json'), 'utf8')) as {
  version: string;
};
mkdirSync(join(releasesFolder, version), { recursive: true });
for (const stack of STACKS) {
  const project = new TestProject(stack);
  try {
    await project.init();
    await project.up();
    const text = readFileSync(join(repositoryRoot(), 'stacks', `Pulumi.${stack}.yaml`), 'utf8');
    writeFileSync(keptFile(version, stack), text);
    const state: unknown = JSON.parse(
      await project.pulumi('stack', 'export', '--stack', stack),
      (name, value: unknown) => (OF_THIS_MACHINE.has(name) ? undefined : value),
    );
    writeFileSync(keptState(version, stack), `${JSON.stringify(state, undefined, 1)}\n`);
    console.log(`${stack} is kept in ${keptState(version, stack)}`);
  } finally {
    project.remove();
  }
}
