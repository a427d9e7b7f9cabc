import { setTimeout as delay } from 'node:timers/promises';
import { cannotRun } from '../failure.ts';
import { LiveOutput } from '../output/live.ts';
import { terminalOf } from '../output/terminal.ts';
import { readLocal } from '../status/read-local.ts';
import { alarmsOf } from '../status/stack-status.ts';

/** As long as a part may take to answer after its start, in milliseconds. */
const limitMs = 60_000;
const pollMs = 200;

/**
 * Waits until every part answers and every group has as many healthy instances as it wants: after an update that found
 * nothing to change, too, because parts may just have been started again.
 *
 * @throws {Failure} which names what isn't healthy in time
 */
export async function waitUntilHealthy(stack: string, stateFolder: string): Promise<void> {
  const deadline = performance.now() + limitMs;
  let alarms: string[] = [];
  const output = new LiveOutput(process.stderr, terminalOf(process.stderr), () =>
    alarms.map((alarm) => `  waiting: ${alarm}`.slice(0, terminalOf(process.stderr).columns - 1)),
  );
  try {
    for (;;) {
      alarms = alarmsOf({ stack, endpoints: {}, drift: [], ...(await readLocal(stateFolder)) });
      if (alarms.length === 0) return;
      if (performance.now() > deadline) break;
      await delay(pollMs);
    }
  } finally {
    output.end();
  }
  throw cannotRun(
    [
      `not all of ${stack} is healthy ${limitMs / 1000} s after the update:`,
      ...alarms.map((alarm) => `  ${alarm}`),
    ].join('\n'),
    `skerry logs ${stack}`,
  );
}
