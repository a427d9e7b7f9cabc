import { until } from '../../providers/local/state/wait.ts';
import { asCannotRun } from '../failure.ts';
import { silentBuckets } from './silent-buckets.ts';

/** As long as buckets may take to answer after their start, in milliseconds. */
const limitMs = 30_000;

/**
 * Starts the supervisor of a local stack with all its parts, where it doesn't run: after a reboot, for example. Waits for
 * the buckets then, which the engine is about to read from.
 *
 * @throws {Failure} where the machine refuses what the parts need
 */
export async function bootParts(stateFolder: string, note: (text: string) => void): Promise<void> {
  // Loaded here: a stack in the clouds needs nothing of it.
  const { boot } = await import('../../providers/local/machine.ts');
  const { started } = await asCannotRun(() => boot(stateFolder));
  if (!started) return;
  note('the supervisor did not run: it is started, with all its parts');
  await awaitBuckets(stateFolder, note);
}

/** Goes on without those that are silent for long: the engine may mend them, or tells why it can't. */
export async function awaitBuckets(
  stateFolder: string,
  note: (text: string) => void,
  timeoutMs: number = limitMs,
): Promise<void> {
  let silent: string[] = [];
  await until(async () => (silent = await silentBuckets(stateFolder)).length === 0, { timeoutMs });
  for (const id of silent) note(`${id} does not answer ${timeoutMs / 1000} s after its start`);
}
