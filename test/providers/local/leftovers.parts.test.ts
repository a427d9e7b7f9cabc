import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { shutdown } from '../../../providers/local/machine.ts';
import {
  bucketKeyFile,
  keysFolder,
  partFolder,
  partsFolder,
  redisPasswordFile,
} from '../../../providers/local/state/layout.ts';
import { until } from '../../../providers/local/state/wait.ts';
import { TestStack } from './engine.ts';
import { wholeSite } from './site.ts';

vi.setConfig({ testTimeout: 240_000 });

let stack: TestStack;
afterEach(() => stack.close());

async function newStack(): Promise<void> {
  stack = new TestStack();
  await stack.init();
  const parts = ['network', 'redis', 'bucket', 'files'];
  stack.declare(...(await wholeSite(stack)).filter(({ name }) => parts.includes(name)));
}

/** SIGKILL for the engine and the provider as soon as something is there. */
async function killUpdateWith(path: string): Promise<void> {
  const engine = stack.start('up', '--yes', '--skip-preview', '--stack', 'test');
  engine.stdout?.resume();
  engine.stderr?.resume();
  const exited = once(engine, 'exit');
  const met = await until(() => engine.exitCode !== null || existsSync(path), {
    timeoutMs: 120_000,
    everyMs: 1,
  });
  expect(met && engine.exitCode === null, 'the update ended before its moment came').toBe(true);
  process.kill(-(engine.pid ?? 0), 'SIGKILL');
  await exited;
  await stack.run('cancel', '--yes', '--stack', 'test');
}

/** Folders of parts, and files of keys. */
const left = (): string[] =>
  [partsFolder(stack.stateDir), keysFolder(stack.stateDir)]
    .filter(existsSync)
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    .filter((path) => path !== 'local-1');

async function expectNothingLeft(): Promise<void> {
  const destroyed = await stack.destroy();
  expect(destroyed.status, destroyed.output).toBe(0);
  expect(await shutdown(stack.stateDir)).toBe(true);
  expect(left()).toEqual([]);
  expect(stack.processes()).toEqual([]);
}

const moments: [string, () => string][] = [
  ['the folder of a bucket', () => partFolder(stack.stateDir, 'local-1/bucket-mirror')],
  ['the key of a bucket', () => bucketKeyFile(stack.stateDir, 'local-1', 'mirror')],
  ['the data of a bucket', () => join(partFolder(stack.stateDir, 'local-1/bucket-mirror'), 'data')],
  ['the password of Redis', () => redisPasswordFile(stack.stateDir, 'local-1')],
  ['the folder of an edge', () => partFolder(stack.stateDir, 'local-1/cdn-files')],
];

test.each(moments)('a kill as soon as %s is there leaves nothing that nobody owns', async (_title, path) => {
  await newStack();
  await killUpdateWith(path());
  await expectNothingLeft();
});

test('what a removal leaves of the parts is nothing, their keys included', async () => {
  await newStack();
  const run = await stack.up();
  expect(run.status, run.output).toBe(0);
  expect(left().length).toBeGreaterThan(10);
  await expectNothingLeft();
});
