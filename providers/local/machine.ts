import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { listRecords, recordPath } from './parts/record.ts';
import { removeUnfinished } from './parts/unfinished.ts';
import { rejoin } from './balancer/rotation.ts';
import { claimRange } from './network/claims.ts';
import { partsFolder, physical } from './state/layout.ts';
import { until } from './state/wait.ts';
import { readParts } from './status.ts';
import type { PartStatus } from './status.ts';
import { bootMachine, shutdownIfIdle } from './supervisor/machine.ts';

/**
 * Brings a stack's supervisor back, and so all its parts with their data: after a reboot, or wherever it is gone. Lets
 * instances have connections again that a killed update has left without, for the next one may find nothing to change.
 * Does nothing where all runs, or where the stack has no parts.
 *
 * @param healthyWithinMs how long to wait for the parts to answer; default: not at all
 * @returns whether the supervisor had to be started, and the parts that do not answer (yet)
 * @throws when the supervisor can't be started
 */
export async function boot(
  stateFolder: string,
  healthyWithinMs = 0,
): Promise<{ started: boolean; unhealthy: PartStatus[] }> {
  if (!existsSync(partsFolder(stateFolder))) return { started: false, unhealthy: [] };
  const stateDir = physical(stateFolder);
  const records = await listRecords(stateDir);
  // /var/tmp is swept by some systems: what runs renews its claim.
  for (const { kind, id, cidr } of records) {
    if (kind !== 'network' || cidr === undefined) continue;
    await claimRange({
      evidence: recordPath(stateDir, id),
      wished: cidr,
      insist: true,
      record: () => Promise.resolve(),
    });
  }
  if (!records.some(({ probe }) => probe !== undefined)) return { started: false, unhealthy: [] };
  const started = await bootMachine(stateDir);
  await rejoin(stateDir, records);
  let unhealthy: PartStatus[] = [];
  await until(
    async () => {
      unhealthy = (await readParts(stateDir)).filter(({ healthy }) => !healthy);
      return unhealthy.length === 0;
    },
    { timeoutMs: healthyWithinMs, everyMs: 200 },
  );
  return { started, unhealthy };
}

/**
 * After the last part was deleted: removes what killed creates have left, and ends the supervisor, so that no process,
 * address or socket of the stack is left. A stack that still has parts is left alone.
 *
 * @returns whether nothing runs any longer
 */
export async function shutdown(stateFolder: string): Promise<boolean> {
  if (!existsSync(stateFolder)) return true;
  const stateDir = physical(stateFolder);
  // By folders: a kill before the first record leaves one alone.
  const parts = partsFolder(stateDir);
  for (const region of existsSync(parts) ? await readdir(parts) : [])
    await removeUnfinished(stateDir, region);
  return await shutdownIfIdle(stateDir);
}
