import { once } from 'node:events';
import { expect } from 'vitest';
import { shutdown } from '../../../providers/local/machine.ts';
import { readListeners } from '../../../providers/local/network/listening.ts';
import { until } from '../../../providers/local/state/wait.ts';
import { readGroups, readParts } from '../../../providers/local/status.ts';
import type { TestStack } from './engine.ts';

/** Starts an update and SIGKILLs the engine with all its children once the condition holds. */
export async function killUpdate(
  stack: TestStack,
  condition: () => Promise<boolean> | boolean,
  whom: 'group' | 'engine alone' = 'group',
): Promise<void> {
  const engine = stack.start('up', '--yes', '--skip-preview', '--stack', 'test');
  engine.stdout?.resume();
  engine.stderr?.resume();
  const exited = once(engine, 'exit');
  const met = await until(() => engine.exitCode !== null || condition(), { timeoutMs: 120_000, everyMs: 5 });
  expect(met && engine.exitCode === null, 'the update ended before its moment came').toBe(true);
  process.kill(whom === 'group' ? -(engine.pid ?? 0) : (engine.pid ?? 0), 'SIGKILL');
  await exited;
  // The file backend's lock of a killed engine.
  await stack.run('cancel', '--yes', '--stack', 'test');
}

/** Updates the stack, which then has all of its parts, healthy, and nothing besides. */
export async function expectWhole(stack: TestStack, instances: number): Promise<void> {
  const run = await stack.up();
  expect(run.status, run.output).toBe(0);
  const parts = await readParts(stack.stateDir);
  expect(parts.filter(({ reason }) => reason)).toEqual([]);
  const [group] = await readGroups(stack.stateDir);
  expect(group?.instances.length).toBe(instances);
  expect(group?.instances.every(({ healthy, state }) => healthy && state === 'running')).toBe(true);
  // Every listener of the range is that of a part on record: no orphan.
  const addresses = new Set(parts.map(({ address }) => address));
  const prefix = (parts[0]?.address ?? '').replace(/\d+\.\d+$/, '');
  expect(prefix).toMatch(/^127\.\d+\.$/);
  const strangers = readListeners().filter(
    (each) => each.address.startsWith(prefix) && !addresses.has(each.address),
  );
  expect(strangers).toEqual([]);
  expect((await stack.preview('--expect-no-changes')).status).toBe(0);
}

/** Takes the stack down. */
export async function expectNothingLeft(stack: TestStack): Promise<void> {
  const destroyed = await stack.destroy();
  expect(destroyed.status, destroyed.output).toBe(0);
  expect(await shutdown(stack.stateDir)).toBe(true);
  expect(stack.processes()).toEqual([]);
}
