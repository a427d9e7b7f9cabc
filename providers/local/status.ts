import { readRotation, whyOutOfRotation } from './balancer/rotation.ts';
import type { Rotation } from './balancer/rotation.ts';
import { probe } from './parts/probe.ts';
import { listRecords } from './parts/record.ts';
import type { FoundPart, PartKind } from './parts/record.ts';
import { serviceFolder } from './supervisor/service.ts';
import { readServiceStatus } from './supervisor/status.ts';

export { logPath } from './parts/log.ts';
export { readGroups } from './live-group.ts';

/** A part as it is now, seen from outside: by its supervisor, by asking it, and by its balancers. */
export interface PartStatus {
  kind: PartKind;
  region: string;
  /** As in the stack file; an instance's is its id. */
  name: string;
  /** Id of the part: its folder below `parts/`, and what `logPath` takes. */
  id: string;
  address?: string;
  port?: number;
  pid?: number;
  healthy: boolean;
  /** Why it is not healthy. */
  reason?: string;
}

/** Every part of the stack that is a process, in the order of their ids. Nothing is changed or started. */
export async function readParts(stateDir: string): Promise<PartStatus[]> {
  const parts = (await listRecords(stateDir)).filter(({ probe: target }) => target !== undefined);
  const rotation = await readRotation(stateDir, parts);
  return await Promise.all(parts.map((part) => readPart(stateDir, part, rotation)));
}

async function readPart(stateDir: string, part: FoundPart, rotation: Rotation): Promise<PartStatus> {
  const { kind, region, name, id, address, port } = part;
  const { supervised, pid } = readServiceStatus(serviceFolder(stateDir, id));
  const illness = part.probe ? await probe(part.probe) : undefined;
  const failure = illness ?? whyOutOfRotation(part, rotation);
  const reason = supervised ? failure : `its supervisor does not run${failure ? `; ${failure}` : ''}`;
  return {
    kind,
    region,
    name,
    id,
    ...(address === undefined ? {} : { address }),
    ...(port === undefined ? {} : { port }),
    ...(pid === undefined ? {} : { pid }),
    healthy: failure === undefined,
    ...(reason === undefined ? {} : { reason }),
  };
}
