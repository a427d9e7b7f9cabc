import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { enginePath } from '../../setup/paths.ts';
import { AWS_STACK_FILE, keepState } from './support/stand-in-clone.ts';
import { TinyClone } from './support/tiny-clone.ts';

// Each command is a run of the engine.
vi.setConfig({ testTimeout: 240_000 });

let clone: TinyClone;

beforeAll(async () => {
  clone = await TinyClone.create(`
import { ComponentResource } from '@pulumi/pulumi';
export default () => {
  new ComponentResource('skerry:index:Site', 'site');
  return { endpoints: {} };
};
`);
  await keepState(clone);
  await writeFile(clone.stackFile('empty'), AWS_STACK_FILE);
});
afterAll(() => clone?.dispose());

const pulumi = (...args: string[]) => clone.start(enginePath(), args).ended;
const down = (...flags: string[]) => clone.skerry(['down', 'empty', '--yes', ...flags]);

it('has nothing to remove of a stack that never was up', async () => {
  const { code, stdout, stderr } = await down('--json');
  expect(code, stderr).toBe(0);
  expect(JSON.parse(stdout)).toEqual({ stack: 'empty', removed: true, changes: {} });
});

it('leaves nothing in the state, however often it is run, so that the stack itself can go', async () => {
  const up = await clone.skerry(['up', 'empty', '--yes', '--no-wait']);
  expect(up.code, up.stderr).toBe(0);
  expect(await down()).toMatchObject({ code: 0, stdout: 'empty is down\n' });
  const again = await down();
  expect(again.code, again.stderr).toBe(0);
  expect(again.stderr).toContain('empty is not up: there is nothing to remove');
  const removed = await pulumi('stack', 'rm', 'empty', '--yes', '--preserve-config');
  expect(removed.code, removed.stderr).toBe(0);
});
