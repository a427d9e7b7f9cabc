import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { EDITS } from '../support/engine/edits.ts';
import { interruptAll } from '../support/engine/interruptions.ts';
import { TestProject } from '../support/engine/project.ts';
import { Recovery } from '../support/engine/recovery.ts';

// Two dozen runs of the engine over the whole stack.
vi.setConfig({ testTimeout: 900_000 });

const project = new TestProject('cn-prod');
const recovery = new Recovery(project);

beforeAll(async () => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  await project.init();
});
afterAll(() => {
  vi.restoreAllMocks();
  project.remove();
});

async function expectWhole(): Promise<void> {
  expect(await recovery.up()).toBe(true);
  expect(await recovery.differences()).toEqual({ orphans: [], lost: [] });
  expect(await recovery.changesLeft()).toEqual([]);
}

it('a creation that the cloud fails at every type, before or after its effect, is completed by the next one', async () => {
  const { untold, types } = await interruptAll(project, recovery, {
    end: 'fail',
    when: (n) => (n % 2 === 0 ? 'before' : 'after'),
    at: 'types',
  });
  expect(types.size).toBeGreaterThan(44);
  expect(untold).toEqual([]);
  await expectWhole();
});

it('an update that is killed at every type, before or after its effect, is completed by the next one', async () => {
  for (const [before, after] of EDITS['cn-prod']) project.editSite(before, after);
  const { untold, types } = await interruptAll(project, recovery, {
    end: 'kill',
    when: (n) => (n % 2 === 0 ? 'before' : 'after'),
    at: 'types',
  });
  expect(types.size).toBeGreaterThan(23);
  expect(untold).toEqual([]);
  await expectWhole();
});
