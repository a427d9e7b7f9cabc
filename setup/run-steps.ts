import { join } from 'node:path';
import { withLock } from './early/lock.mjs';
import { showStep, type Output } from './early/progress.mjs';
import { SetupError, type Step } from './step.ts';

/**
 * Brings about what is missing, in order, after having told of everything that stands against it at once; nothing is
 * begun then, unless all of that concerns steps that stand alone. Gives the number of steps that had something to do.
 *
 * @throws SetupError where something is missing that can't be installed here, or stays missing
 */
export async function runSteps(steps: readonly Step[], lockFolder: string, output: Output): Promise<number> {
  const missing: Step[] = [];
  for (const step of steps) if (!(await step.detect()).present) missing.push(step);
  const obstacles = new Map<Step, string>();
  for (const step of missing) {
    const obstacle = await step.obstacle?.();
    if (obstacle) obstacles.set(step, obstacle);
  }
  const told = new SetupError([...obstacles.values()].join('\n\n'));
  if (missing.length === 0) return 0;
  if (obstacles.size > 0) {
    const alone = [...obstacles.keys()].every(({ standsAlone }) => standsAlone);
    if (!alone || missing.length === obstacles.size) throw told;
    output.write(`${told.message}\n\nThe rest is set up all the same:\n`);
  }
  // All of them again: what one step makes may be what a later one is made of.
  let done = 0;
  for (const step of steps) {
    if (obstacles.has(step) || (await step.detect()).present) continue;
    await runStep(step, lockFolder, output);
    done += 1;
  }
  if (obstacles.size > 0) throw told;
  return done;
}

async function runStep(step: Step, lockFolder: string, output: Output): Promise<void> {
  await withLock(
    join(lockFolder, `${step.name.replaceAll(' ', '-')}.lock`),
    async () => {
      // Somebody else may have done it while we waited, or an earlier step of ours on the way.
      if ((await step.detect()).present) return;
      const shown = showStep(step.name, output);
      try {
        const what = await step.install((detail) => shown.detail(detail));
        const after = await step.detect();
        if (!after.present) throw new SetupError(`after installing it: ${after.reason}`);
        shown.done(what);
      } catch (error) {
        shown.failed();
        throw new SetupError(
          `${step.name}: ${error instanceof Error ? error.message : String(error)}\n${step.hint}`,
          {
            cause: error,
          },
        );
      }
    },
    (holder) => output.write(`Waiting for process ${holder}, which sets up ${step.name}\n`),
  );
}
