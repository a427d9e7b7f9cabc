import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { repositoryRoot } from '../../setup/paths.ts';
import { TestProject } from '../support/engine/project.ts';

/** The repository's program, which tells in the end which packages its process has loaded anything of. */
const PROGRAM = `import { registerHooks } from 'node:module';
import { writeFileSync } from 'node:fs';
import { getRootDirectory } from '@pulumi/pulumi';
const loaded = new Set();
registerHooks({
  load(url, context, next) {
    loaded.add(url);
    return next(url, context);
  },
});
process.once('exit', () => writeFileSync(getRootDirectory() + '/loaded.json', JSON.stringify([...loaded])));
export default async () => await (await import(${JSON.stringify(
  pathToFileURL(join(repositoryRoot(), 'stacks/index.ts')).href,
)})).default();
`;

/** Modules of each package of Pulumi's that a preview of the stack loads. */
async function loadedFor(stack: string): Promise<Map<string, number>> {
  const project = new TestProject(stack);
  try {
    const program = join(project.folder, 'stacks/index.ts');
    rmSync(program);
    writeFileSync(program, PROGRAM);
    await project.init();
    await project.preview();
    const urls = JSON.parse(readFileSync(join(project.folder, 'loaded.json'), 'utf8')) as string[];
    const sdks = urls.flatMap(
      (url) => /node_modules\/(@pulumi\/[^/]+|@aws-sdk|@alicloud)\//.exec(url)?.[1] ?? [],
    );
    return new Map([...new Set(sdks)].map((sdk) => [sdk, sdks.filter((one) => one === sdk).length]));
  } finally {
    project.remove();
  }
}

/** Modules of a whole SDK; ours takes those of the resources that it makes. */
const WHOLE = 1000;

it.each([
  ['local', []],
  ['staging', ['@pulumi/aws', '@pulumi/random']],
  ['cn-prod', ['@pulumi/alicloud', '@pulumi/random']],
])('a program for %s loads the SDKs %j, and of these what it needs', async (stack, expected) => {
  const loaded = await loadedFor(stack);
  const sdks = [...loaded.keys()].filter((name) => name !== '@pulumi/pulumi');
  expect(sdks.sort()).toEqual(expected);
  for (const sdk of expected) {
    expect(loaded.get(sdk), sdk).toBeGreaterThan(0);
    expect(loaded.get(sdk), sdk).toBeLessThan(WHOLE);
  }
});
