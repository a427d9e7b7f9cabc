import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { EDITS } from '../../support/engine/edits.ts';
import { interruptAll, type Interruptions } from '../../support/engine/interruptions.ts';
import { TestProject } from '../../support/engine/project.ts';
import { Recovery } from '../../support/engine/recovery.ts';

interface Kinds {
  end: Interruptions['end'];
  /** The least number of types that it must touch. */
  types: number;
}

const WORDS = { kill: 'is killed', fail: 'the cloud fails' } as const;

/** The tests of one stack: its creation and an update of it are interrupted at each type. */
export function interruptedStack(stack: keyof typeof EDITS, create: Kinds, update: Kinds): void {
  // A dozen runs of the engine over the whole stack each.
  vi.setConfig({ testTimeout: 900_000 });
  const project = new TestProject(stack);
  const recovery = new Recovery(project);

  beforeAll(async () => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    await project.init();
  });
  afterAll(() => {
    vi.restoreAllMocks();
    project.remove();
  });

  async function interrupt({ end, types: least }: Kinds): Promise<void> {
    const when: Interruptions['when'] = (n) => (n % 2 === 0 ? 'before' : 'after');
    const { untold, types } = await interruptAll(project, recovery, { end, when, at: 'types' });
    expect(untold).toEqual([]);
    expect(types.size).toBeGreaterThanOrEqual(least);
  }

  it(`a creation that ${WORDS[create.end]} at every type, before or after its effect, is completed by the next one`, async () => {
    await interrupt(create);
    // All that was interrupted is settled: there is nothing left to look for.
    await project.up();
    expect(await recovery.differences()).toEqual({ orphans: [], lost: [] });
  });

  it(`an update that ${WORDS[update.end]} at every type, before or after its effect, is completed by the next one`, async () => {
    for (const [before, after] of EDITS[stack]) project.editSite(before, after);
    await interrupt(update);
    expect(await recovery.up()).toBe(true);
    expect(await recovery.differences()).toEqual({ orphans: [], lost: [] });
    expect(await recovery.changesLeft()).toEqual([]);
  });
}
