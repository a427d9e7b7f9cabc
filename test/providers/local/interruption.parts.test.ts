import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { shutdown } from '../../../providers/local/machine.ts';
import { listInstances } from '../../../providers/local/group/observe.ts';
import { readRecord } from '../../../providers/local/parts/record.ts';
import { processesIn } from '../../../providers/local/process/procfs.ts';
import { isErrno } from '../../../providers/local/state/files.ts';
import { until } from '../../../providers/local/state/wait.ts';
import { TestStack } from './engine.ts';
import { expectNothingLeft, expectWhole, killUpdate } from './killed-update.ts';
import { wholeSite } from './site.ts';

/** Up to eight updates in a row, each with an engine's start; more than the usual two minutes on a busy machine. */
vi.setConfig({ testTimeout: 400_000 });

let stack: TestStack;

beforeEach(async () => {
  stack = new TestStack();
  await stack.init();
  stack.declare(...(await wholeSite(stack)));
});
afterEach(() => stack.close());

function commandLineOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch (error) {
    // It has ended between two looks.
    if (isErrno(error, 'ENOENT', 'ESRCH')) return '';
    throw error;
  }
}

describe('SIGKILL to the engine and the provider of a first update', () => {
  test('before anything of it is in the state: a shutdown removes what was begun', async () => {
    const begun = async (): Promise<boolean> =>
      (await readRecord(stack.stateDir, 'local-1/redis')) !== undefined;
    await killUpdate(stack, begun, 'engine alone');
    // The provider, which works in the program's folder, ends by itself when its engine is gone.
    const providers = () =>
      processesIn(stack.folder).filter(({ pid }) => commandLineOf(pid).includes('provider.mjs'));
    expect(await until(() => providers().length === 0, { timeoutMs: 5_000 })).toBe(true);
    await stack.destroy();
    expect(await shutdown(stack.stateDir)).toBe(true);
    expect(stack.processes()).toEqual([]);
  });

  test('in the middle of the creation of each part converges in the next update', async () => {
    const inCreation = (id: string) => async (): Promise<boolean> =>
      (await readRecord(stack.stateDir, id)) !== undefined;
    await killUpdate(stack, inCreation('local-1/network'));
    for (const part of [
      'redis',
      'bucket-mirror',
      'balancer-serve',
      'sample-upstream',
      'cdn-mirrors',
      'cdn-files',
    ]) {
      // Done already, as a neighbour of one that was interrupted.
      if (await inCreation(`local-1/${part}`)()) continue;
      await killUpdate(stack, inCreation(`local-1/${part}`));
    }
    await killUpdate(
      stack,
      async () => (await listInstances(stack.stateDir, 'local-1/group-mirror-serve')).length > 0,
    );
    await expectWhole(stack, 2);
    await expectNothingLeft(stack);
  });
});
