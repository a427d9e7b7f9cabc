import { refused } from '../failure.ts';
import { note } from '../output/note.ts';
import { operate, type Engine, type OperationResult } from './engine.ts';
import type { Step } from './events.ts';
import { settleLost, type Ground } from './pending/settle.ts';
import { ShownChanges } from './shown-changes.ts';

/** Differences are told one by one up to this number. */
const TOLD = 10;

/** Work that no resource stands for. */
export interface Beside {
  isNeeded: boolean;
  /** Shows it, after the engine's preview. */
  tell(): void;
  /** @throws {Failure} where it can't be done; the update isn't begun then */
  make(): Promise<void>;
}

/**
 * An update of a stack in the clouds that overwrites nothing which its preview did not show. The preview reads the cloud;
 * before the update the cloud is read once more, into the state, and what is to be done then must be what was shown.
 * (The engine's own plans can't hold an update to its preview: they refuse resources whose dependencies a preview
 * doesn't know yet, which is so wherever something is created.) What the cloud has of it already, because its answer to
 * an earlier run was lost, is taken over before.
 *
 * @param consent asked where there is something to do
 * @param beside what is done beside the engine, right before the update
 * @throws {Failure} exit code 1, where something else would be done than was shown; nothing was changed
 */
export async function previewAndApply(
  ground: Ground,
  flags: readonly string[],
  consent: (plan: OperationResult) => Promise<boolean>,
  beside?: Beside,
): Promise<OperationResult | 'declined'> {
  const { engine } = ground;
  let seen = await preview(engine, flags);
  if (seen.plan.succeeded && (await settleLost(ground, seen.steps))) seen = await preview(engine, flags);
  const { plan, shown } = seen;
  if (!plan.succeeded) return plan;
  beside?.tell();
  if ((plan.changed > 0 || beside?.isNeeded) && !(await consent(plan))) return 'declined';
  if (shown.anyExists) {
    const read = await operate(engine, { command: 'refresh', flags: [...flags], quiet: true });
    if (!read.succeeded) return read;
    await requireAsShown(engine, flags, shown);
  }
  await beside?.make();
  return await operate(engine, { command: 'up', flags: [...flags] });
}

async function preview(
  engine: Engine,
  flags: readonly string[],
): Promise<{ plan: OperationResult; shown: ShownChanges; steps: Step[] }> {
  const shown = new ShownChanges();
  const steps: Step[] = [];
  const plan = await operate(engine, {
    command: 'preview',
    flags: ['--refresh', ...flags],
    onEvent: (event) => {
      shown.take(event);
      if (event.resOutputsEvent) steps.push(event.resOutputsEvent.metadata);
    },
  });
  return { plan, shown, steps };
}

async function requireAsShown(engine: Engine, flags: readonly string[], shown: ShownChanges): Promise<void> {
  const now = new ShownChanges();
  const { succeeded } = await operate(engine, {
    command: 'preview',
    flags: [...flags],
    quiet: true,
    onEvent: (event) => now.take(event),
  });
  const differences = shown.differences(now);
  if (succeeded && differences.length === 0) return;
  for (const text of differences.slice(0, TOLD)) note(text);
  if (differences.length > TOLD) note(`and ${differences.length - TOLD} more`);
  throw refused(
    `${engine.stack} has changed in the cloud since the preview: the update would do other things than were shown, ` +
      'and was not begun',
    'run the same command again, which shows what it finds now',
  );
}
