import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryRoot } from '../../setup/paths.ts';
import { versions, versionsChecked } from '../../setup/versions.ts';

interface Locked {
  version?: string;
  hasInstallScript?: boolean;
  optional?: boolean;
  optionalDependencies?: Record<string, string>;
}

const root = repositoryRoot();
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> };
const manifest = JSON.parse(read('package.json')) as {
  devDependencies: Record<string, string>;
  allowScripts: Record<string, boolean>;
};

/** As Node resolves: in the nearest node_modules upwards. */
function isLocked(from: string, name: string): boolean {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    if (lock.packages[`${at === '' ? '' : `${at}/`}node_modules/${name}`]) return true;
    if (at === '') return false;
  }
}

describe('pinned versions', () => {
  it('agree with the lock file and the wrappers of Go modules', () => {
    expect(versionsChecked).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(lock.packages['node_modules/node']?.version).toBe(versions.node);
    expect(manifest.devDependencies['node']).toBe(versions.node);
    expect(manifest.devDependencies['@pulumi/pulumi']).toBe(versions.engine);
    expect(read('engine/pulumi/go.mod')).toContain(`github.com/pulumi/pulumi/pkg/v3 v${versions.engine}\n`);
    expect(read('engine/versitygw/go.mod')).toContain(
      `github.com/versity/versitygw v${versions.versitygw}\n`,
    );
  });

  it('of Python packages are those of the table, each with the hashes of its files', () => {
    const lines = read('setup/steps/moto-requirements.txt')
      .replaceAll(/^#.*\n/gm, '')
      .replaceAll(/ \\\n */g, ' ')
      .trim()
      .split('\n');
    expect(lines.some((line) => line.startsWith(`moto==${versions.moto} `))).toBe(true);
    for (const line of lines) expect(line).toMatch(/^[\w-]+==[\w.]+( --hash=sha256:[0-9a-f]{64})+$/);
  });
});

describe('the lock file', () => {
  it('holds the optional packages of all systems, or npm ci refuses it', () => {
    const absent = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => !isLocked(path, name)),
    );
    expect(absent).toEqual([]);
  });

  it('has a decision for every package with an install script', () => {
    const names = Object.entries(lock.packages)
      .filter(([, { hasInstallScript, optional }]) => hasInstallScript && !optional)
      .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
    expect(names.filter((name) => !(name in manifest.allowScripts))).toEqual([]);
    expect(manifest.allowScripts).toMatchObject({ node: true, esbuild: true });
  });
});
