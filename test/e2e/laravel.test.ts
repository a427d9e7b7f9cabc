import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPackagistUpstream, type PackagistUpstream } from '../support/packagist-upstream.ts';
import { ComposerProject } from './support/composer.ts';
import { installedZips } from './support/sample.ts';
import { repository, Workspace } from './support/workspace.ts';

interface Lock {
  packages: { name: string; version: string; dist: { reference: string } }[];
}

type RootPackage = Record<string, unknown>;

const metadata = join(repository, '../shared/packagist');
const present = existsSync(join(metadata, 'laravel/composer.lock'));
if (!present) console.log(`skipped: the tree of laravel/framework, because ${metadata} is not there`);

describe.runIf(present)('the tree of laravel/framework', () => {
  let workspace: Workspace;
  let upstream: PackagistUpstream;
  let lock: Lock;
  let printed: string;

  beforeAll(async () => {
    workspace = await Workspace.create();
    lock = JSON.parse(await readFile(join(metadata, 'laravel/composer.lock'), 'utf8')) as Lock;
    upstream = await startPackagistUpstream(metadata);
    const local = await readFile(join(repository, 'stacks/Pulumi.local.yaml'), 'utf8');
    const only = lock.packages.map(({ name, version }) => `"${name}:${version}"`).join(', ');
    await workspace.writeStack(
      'laravel',
      local.replace(
        'composer: {upstream: sample}',
        `composer: {upstream: "${upstream.url}", only: [${only}]}`,
      ),
    );
    const { code, output } = await workspace.skerry(['up', 'laravel', '--yes']);
    expect(code, output).toBe(0);
    printed = output;
  });

  afterAll(async () => {
    await upstream.stop();
    await workspace.dispose();
  });

  it('resolves to the same 70 versions without a lock, and installs from the mirror alone', async () => {
    const digests = lock.packages.map(({ name, version }) => upstream.digest(name, version));
    await upstream.stop();
    const root = JSON.parse(await readFile(join(metadata, 'laravel/composer.json'), 'utf8')) as RootPackage;
    // Its repositories are those of the place where it was resolved first.
    const project = await ComposerProject.create({ ...root, repositories: [] });
    try {
      await project.configure(printed);
      await project.must(['update', '--no-progress', '--no-autoloader', '--ignore-platform-req=ext-*']);
      const got = (await project.json('composer.lock')) as Lock;
      const versions = ({ packages }: Lock) =>
        packages.map(({ name, version }) => `${name} ${version}`).sort();
      expect(versions(got)).toEqual(versions(lock));
      expect(got.packages).toHaveLength(70);
      const zips = await installedZips(project);
      expect(zips.map(({ sha256 }) => sha256).sort()).toEqual(digests.sort());
    } finally {
      await project.dispose();
    }
  });
});
