import { rm } from 'node:fs/promises';
import type { Live } from './live/live.ts';
import { isRunName } from './copy/run-name.ts';
import { waitUntil } from './run/interruption.ts';
import { LeftOut, type Step } from './run/perform.ts';
import { projectFolder } from './tools/composer.ts';
import { skerryJson, type SkerryCall } from './tools/skerry.ts';

export interface Remains {
  run: string;
  /** The run's stack file. */
  file: string;
  live: Live;
  call: SkerryCall;
  /** Why there is nothing of the run's to take down. */
  untouched?: () => string | undefined;
}

/**
 * Takes a run's stack down, and looks whether anything is left. Both may be repeated as often as one likes. The stack
 * file goes last: as long as it is there, the run is unfinished.
 */
export function removalSteps({ run, file, live, call, untouched }: Remains): Step[] {
  return [
    {
      name: 'down',
      run: async (signal) => {
        if (!isRunName(run)) throw new Error(`${run} is no stack of a run: it is not touched`);
        const reason = untouched?.();
        if (reason !== undefined) throw new LeftOut(reason);
        const { changes } = await skerryJson<{ changes: Record<string, number> }>(['down', run, '--yes'], {
          ...call,
          signal,
        });
        return [`${changes['delete'] ?? 0} removed`];
      },
    },
    {
      name: 'verify',
      run: async (signal) => {
        if (untouched?.() === undefined) {
          // Clouds tell of what they have removed for a while.
          const patience = AbortSignal.any([signal, AbortSignal.timeout(live.patienceMs)]);
          const left = async () => (await live.leftovers()).map((each) => `${each} is still there`);
          await waitUntil(left, patience, live.pollMs);
          await live.forget();
        }
        await rm(projectFolder(run), { recursive: true, force: true });
        await rm(file, { force: true });
        return ['nothing of it is left'];
      },
    },
  ];
}
