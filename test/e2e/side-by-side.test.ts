import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ComposerProject } from './support/composer.ts';
import { OrdinaryUser } from './support/ordinary-user.ts';
import { processesUnder } from './support/processes.ts';
import { secretsOf } from './support/secrets.ts';
import { describeSick, isWhole, status } from './support/status.ts';
import { Workspace } from './support/workspace.ts';

const rangesOf = async (workspace: Workspace, stack: string): Promise<Set<string>> =>
  new Set(
    (await status(workspace, stack)).parts.map(({ address }) => address.split('.').slice(0, 2).join('.')),
  );

async function installs(printed: string): Promise<void> {
  const project = await ComposerProject.create({ name: 'test/app', require: { 'sample/app': '*' } });
  try {
    await project.configure(printed);
    await project.must(['update', '--no-progress']);
  } finally {
    await project.dispose();
  }
}

describe('two stacks of one clone and one of another', () => {
  let one: Workspace;
  let other: Workspace;

  beforeAll(async () => {
    [one, other] = await Promise.all([Workspace.create(), Workspace.create()]);
  });
  afterAll(async () => {
    await one.dispose();
    await other.dispose();
  });

  it('start at the same time, serve side by side, and go without touching each other', async () => {
    await one.writeStack('second', await readFile(join(one.root, 'stacks/Pulumi.local.yaml'), 'utf8'));
    const started = await Promise.all([
      one.skerry(['up', 'local', '--yes']),
      other.skerry(['up', 'local', '--yes']),
      one.skerry(['up', 'second', '--yes']),
    ]);
    for (const { code, output } of started) expect(code, output).toBe(0);
    const ranges = await Promise.all([
      rangesOf(one, 'local'),
      rangesOf(other, 'local'),
      rangesOf(one, 'second'),
    ]);
    expect(new Set(ranges.flatMap((range) => [...range])).size).toBe(3);
    const secrets = await Promise.all([
      secretsOf(one, 'local'),
      secretsOf(other, 'local'),
      secretsOf(one, 'second'),
    ]);
    const texts = secrets.flatMap((each) => [...each.values()]);
    expect(texts.length).toBeGreaterThanOrEqual(9);
    expect(new Set(texts).size).toBe(texts.length);
    for (const { output } of started) await installs(output);

    const down = await one.skerry(['down', 'local', '--yes']);
    expect(down.code, down.output).toBe(0);
    for (const [workspace, stack] of [
      [one, 'second'],
      [other, 'local'],
    ] as const) {
      const now = await status(workspace, stack);
      expect(isWhole(now), describeSick(now)).toBe(true);
    }
    await installs(started[2].output);
  });
});

const isRoot = process.getuid?.() === 0;
if (!isRoot)
  console.log(
    'skipped: an ordinary user of their own, because only root can make one; these tests run as one',
  );

describe.runIf(isRoot)('an ordinary user', () => {
  let user: OrdinaryUser;

  beforeAll(async () => (user = await OrdinaryUser.create()));
  afterAll(async () => await user.dispose());

  it('starts, serves and takes down a stack as root does', async () => {
    const start = await user.npm(['start']);
    expect(start.code, start.output).toBe(0);
    await installs(start.output);
    const running = processesUnder(user.clone);
    expect(running.length).toBeGreaterThan(10);
    const down = await user.npm(['run', 'down']);
    expect(down.code, down.output).toBe(0);
    expect(processesUnder(user.clone)).toEqual([]);
  });
});
