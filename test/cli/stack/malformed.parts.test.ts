import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TinyClone } from '../support/tiny-clone.ts';

let clone: TinyClone;
beforeEach(async () => {
  clone = await TinyClone.create('export default () => ({ endpoints: {} });\n');
});
afterEach(() => clone.dispose());

/** A bracket that nothing closes. */
async function breakFile(): Promise<string> {
  const file = clone.stackFile('local');
  const broken = (await readFile(file, 'utf8')).replace('config:', 'config: [');
  await writeFile(file, broken);
  return broken;
}

/** Of a network, which needs no process. */
async function writePart(): Promise<void> {
  const folder = join(clone.root, '.skerry/local/parts/local/network');
  await mkdir(folder, { recursive: true });
  const record = {
    version: 1,
    kind: 'network',
    region: 'local',
    name: 'network',
    phase: 'ready',
    inputs: {},
  };
  await writeFile(join(folder, 'part.json'), JSON.stringify(record));
}

const steady = (text: string): string => text.replace(/ in \d+ ms/, ' in N ms');

describe('a stack file that is no YAML', () => {
  it.each([
    ['status', ['status', 'local']],
    ['logs', ['logs', 'local']],
    ['down', ['down', 'local', '--yes']],
    ['env', ['env', 'local']],
  ])('is told by %s as by check', async (_title, args) => {
    const broken = await breakFile();
    const check = await clone.skerry(['check', 'local']);
    expect(check.stdout).toContain('yaml/syntax');
    const { code, stdout, stderr } = await clone.skerry(args);
    expect([code, stdout, steady(stderr)]).toEqual([1, '', steady(check.stdout)]);
    expect(existsSync(join(clone.root, '.skerry'))).toBe(false);
    expect(await readFile(clone.stackFile('local'), 'utf8')).toBe(broken);
  });

  it('keeps nobody from the status of the parts that are there, and stays as it is', async () => {
    expect((await clone.skerry(['up', 'local', '--yes'])).code).toBe(0);
    await writePart();
    const broken = await breakFile();
    const status = await clone.skerry(['status', 'local', '--json']);
    expect(status.stderr).toBe('');
    expect(JSON.parse(status.stdout)).toHaveProperty('stack', 'local');
    const logs = await clone.skerry(['logs', 'local']);
    expect(logs.stderr).toContain('local has no parts');
    const down = await clone.skerry(['down', 'local', '--yes']);
    expect(down.code).toBe(1);
    expect(down.stderr).toContain('yaml/syntax');
    expect(await readFile(clone.stackFile('local'), 'utf8')).toBe(broken);
  });
});

it('a stack with parts here whose file now speaks of a cloud is not made there beside them', async () => {
  expect((await clone.skerry(['up', 'local', '--yes'])).code).toBe(0);
  await writePart();
  const file = clone.stackFile('local');
  const cloud = await readFile(join(import.meta.dirname, '../../../stacks/Pulumi.staging.yaml'), 'utf8');
  await writeFile(file, cloud);
  for (const args of [
    ['up', 'local', '--yes'],
    ['preview', 'local'],
  ]) {
    const { code, stderr } = await clone.skerry(args);
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining('has parts on this machine, but its file now says platform: aws'),
    ]);
  }
});

describe('the version of a stack file', () => {
  const versioned = async (version: number): Promise<string> => {
    const file = clone.stackFile('local');
    const text = (await readFile(file, 'utf8')).replace('version: 1', `version: ${version}`);
    await writeFile(file, text);
    return text;
  };

  it('is this one, so that there is nothing to migrate', async () => {
    const text = await versioned(1);
    const { code, stderr } = await clone.skerry(['migrate', 'local']);
    expect([code, stderr]).toEqual([0, 'stacks/Pulumi.local.yaml is of version 1 already\n']);
    expect(await readFile(clone.stackFile('local'), 'utf8')).toBe(text);
  });

  it('is refused where it is of a newer Skerry, and the file is left alone', async () => {
    const text = await versioned(2);
    const migrate = await clone.skerry(['migrate']);
    expect([migrate.code, migrate.stderr]).toEqual([
      1,
      expect.stringContaining('is of version 2, and this Skerry reads 1'),
    ]);
    const up = await clone.skerry(['up', 'local', '--yes']);
    expect([up.code, up.stderr]).toEqual([1, expect.stringContaining('version 2 is of a newer Skerry')]);
    expect(await readFile(clone.stackFile('local'), 'utf8')).toBe(text);
    expect(existsSync(join(clone.root, '.skerry'))).toBe(false);
  });
});
