import { canListen, describeListener, readListeners } from '../network/listening.ts';
import { processesIn } from '../process/procfs.ts';
import { until } from '../state/wait.ts';
import { serviceFolder } from '../supervisor/service.ts';
import { readServiceStatus } from '../supervisor/status.ts';
import { lastLogLines, logPath } from './log.ts';
import { probe } from './probe.ts';
import type { Probe } from './probe.ts';

/** Generous: a machine that runs a cold `npm test` on two cores starts things slowly. */
const READY_TIMEOUT_MS = 60_000;

/** A part that was started so often and still doesn't answer has a fault that waiting doesn't cure. */
const MAX_STARTS = 5;

/** @throws when somebody else has one of the ports; the part itself may well have them already */
export async function refuseTakenPorts(
  id: string,
  folder: string,
  address: string,
  ports: readonly number[],
): Promise<void> {
  const running = processesIn(folder).length > 0;
  const listeners = readListeners();
  for (const port of ports) {
    // Nobody but the part itself uses its address, so a listener on exactly that address is its own.
    if (running && listeners.some((each) => each.address === address && each.port === port)) continue;
    if (await canListen(address, port)) continue;
    throw new Error(
      `${id} can't listen on ${address}:${port}: ${describeListener(address, port)} has this port; ` +
        'stop it, or give this part another port in the stack file',
    );
  }
}

/** @throws with the end of the part's log when it doesn't answer in time, or ends again and again */
export async function awaitReady(
  stateDir: string,
  id: string,
  target: Probe,
  timeoutMs = READY_TIMEOUT_MS,
): Promise<void> {
  const begun = performance.now();
  const service = serviceFolder(stateDir, id);
  const pids = new Set<number>();
  let reason: string | undefined;
  let ready = false;
  await until(
    async () => {
      reason = await probe(target);
      ready = reason === undefined;
      const { pid } = readServiceStatus(service);
      if (pid !== undefined) pids.add(pid);
      return ready || pids.size > MAX_STARTS;
    },
    { timeoutMs },
  );
  if (ready) return;
  const seconds = Math.round((performance.now() - begun) / 1000);
  const starts = pids.size > MAX_STARTS ? ` and ${pids.size} starts` : '';
  throw new Error(
    `${id} doesn't answer after ${seconds} s${starts}: ${reason ?? 'no reason'}\n` +
      `last lines of ${logPath(stateDir, id)}:\n${await lastLogLines(stateDir, id)}`,
  );
}
