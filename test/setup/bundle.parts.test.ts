import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildBundle, removeLeftovers, staleBundles } from '../../setup/bundle.ts';
import { bundles, languageHost, type Bundle } from '../../setup/bundle-table.ts';
import { repositoryRoot } from '../../setup/paths.ts';

const bundle: Bundle = { entry: 'src/main.ts', output: 'out/main.js', sourcemap: true };

describe('a bundle', () => {
  let root: string;
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const reasons = () => staleBundles(root, [bundle]).map(({ reason }) => reason);
  const load = async () =>
    (await import(`${pathToFileURL(join(root, 'dist/out/main.js')).href}?${Math.random()}`)) as {
      answer: number;
    };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'skerry-bundle-'));
    symlinkSync(join(repositoryRoot(), 'node_modules'), join(root, 'node_modules'));
    write('package-lock.json', '{}');
    write('src/number.ts', 'export const number: number = 42;');
    write('src/main.ts', `import { number } from './number.ts'; export const answer = number;`);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('is built once, into one file that runs from anywhere', async () => {
    expect(reasons()).toEqual(['not built yet']);
    await buildBundle(root, bundle);
    expect(reasons()).toEqual([]);
    rmSync(join(root, 'src'), { recursive: true });
    expect((await load()).answer).toBe(42);
  });

  it('is built again when a file behind it changes, and not when only its time does', async () => {
    await buildBundle(root, bundle);
    utimesSync(join(root, 'src/number.ts'), new Date(0), new Date(0));
    expect(reasons()).toEqual([]);
    write('src/number.ts', 'export const number: number = 43;');
    expect(reasons()).toEqual(['src/number.ts has changed']);
    await buildBundle(root, bundle);
    expect((await load()).answer).toBe(43);
  });

  it('is built again with other packages', async () => {
    await buildBundle(root, bundle);
    write('package-lock.json', '{"packages": {}}');
    expect(reasons()).toEqual(['its tools or options have changed']);
  });

  it('is built again where a build was killed before its stamp, though the source be the old one by then', async () => {
    const stamp = join(root, 'dist/.stamps/out-main.js.json');
    await buildBundle(root, bundle);
    const before = readFileSync(stamp, 'utf8');
    write('src/number.ts', 'export const number: number = 43;');
    await buildBundle(root, bundle);
    // The stamp comes last: this is what a kill right before it leaves.
    writeFileSync(stamp, before);
    expect(reasons()).toEqual(['src/number.ts has changed']);
    write('src/number.ts', 'export const number: number = 42;');
    expect(reasons()).toEqual(['dist/out/main.js is missing or was changed by hand']);
    await buildBundle(root, bundle);
    expect(reasons()).toEqual([]);
    expect((await load()).answer).toBe(42);
  });

  it('stays as it was where its source is broken', async () => {
    await buildBundle(root, bundle);
    write('src/number.ts', 'export const number = ;');
    await expect(buildBundle(root, bundle)).rejects.toThrow('src/number.ts');
    expect((await load()).answer).toBe(42);
  });

  it('may hold CommonJS packages that load others at run time', async () => {
    write('src/main.ts', `import yaml from './old.cjs'; export const answer: number = yaml;`);
    write(
      'src/old.cjs',
      `module.exports = require('node:path').join('a', 'b').length + __dirname.length * 0;`,
    );
    await buildBundle(root, bundle);
    expect((await load()).answer).toBe(3);
  });

  it('takes along what no bundle makes any longer', async () => {
    await buildBundle(root, bundle);
    write('dist/out/old.js', '');
    removeLeftovers(root, [bundle]);
    expect(existsSync(join(root, 'dist/out/old.js'))).toBe(false);
    expect(existsSync(join(root, 'dist/out/main.js.map'))).toBe(true);
  });
});

describe('the table of bundles', () => {
  it.each([...bundles, languageHost])('names a source that is there: $entry', ({ entry }) => {
    expect(existsSync(join(repositoryRoot(), entry))).toBe(true);
  });

  it('ships no source maps with releases', () => {
    const shipped = bundles.filter(({ output }) => output.startsWith('services/'));
    expect(shipped.length).toBeGreaterThan(0);
    expect(shipped.filter(({ sourcemap }) => sourcemap)).toEqual([]);
  });
});
