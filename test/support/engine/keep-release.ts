/**
 * Keeps the stacks of this release as later ones will find them: file and state, made by the real engine with the
 * stand-in's clouds. `npm run keep-release`, once before a release; test/stacks/releases.parts.test.ts previews all.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDir, repositoryRoot } from '../../../setup/paths.ts';
import { analyse } from '../../../topology/analyse.ts';
import { stackFiles } from '../../../topology/load/read.ts';
import { TestProject } from './project.ts';
import { keptFile, keptState, releasesFolder } from './releases.ts';

/** Where in the program's files a resource was registered. */
const PLACES_IN_CODE = new Set(['sourcePosition', 'stackTrace']);

/** What is kept is of no machine: files that are put into buckets are told by their digests. */
function elsewhere(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return value.replaceAll(repositoryRoot(), '/skerry').replaceAll(cacheDir(), '/cache');
}

/** Names of stacks; without any, all of them. */
const wanted = process.argv.slice(2);

const { version } = JSON.parse(readFileSync(join(repositoryRoot(), 'package.json'), 'utf8')) as {
  version: string;
};
mkdirSync(join(releasesFolder, version), { recursive: true });
for (const { stack, path } of stackFiles(join(repositoryRoot(), 'stacks'))) {
  const { plan } = analyse({ path, now: new Date() });
  // A local stack is made anew from nothing.
  if (!plan || plan.platforms.every((platform) => platform === 'local')) continue;
  if (wanted.length > 0 && !wanted.includes(stack)) continue;
  const project = new TestProject(stack);
  try {
    await project.init();
    await project.up();
    writeFileSync(keptFile(version, stack), readFileSync(path, 'utf8'));
    const state: unknown = JSON.parse(
      await project.pulumi('stack', 'export', '--stack', stack),
      (name, value: unknown) => (PLACES_IN_CODE.has(name) ? undefined : elsewhere(value)),
    );
    writeFileSync(keptState(version, stack), `${JSON.stringify(state, undefined, 1)}\n`);
    console.log(`${stack} is kept in ${keptState(version, stack)}`);
  } finally {
    project.remove();
  }
}
