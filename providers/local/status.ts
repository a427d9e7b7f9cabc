import { whyOutOfRotation } from './balancer/rotation.ts';
import type { FoundPart, PartKind } from './parts/record.ts';
import { serviceFolder } from './supervisor/service.ts';
import { readServiceStatus } from './supervisor/status.ts';
import { Survey } from './survey.ts';

export { logPath } from './parts/log.ts';
export { readGroups } from './live-group.ts';
export { Survey } from './survey.ts';

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
export async function readParts(stateDir: string, survey = new Survey(stateDir)): Promise<PartStatus[]> {
  const parts = (await survey.records()).filter(({ probe: target }) => target !== undefined);
  return await Promise.all(parts.map((part) => readPart(survey, part)));
}

async function readPart(survey: Survey, part: FoundPart): Promise<PartStatus> {
  const { kind, region, name, id, address, port } = part;
  const { supervised, pid } = readServiceStatus(serviceFolder(survey.stateDir, id));
  const [illness, rotation] = await Promise.all([survey.illness(part), survey.rotation()]);
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
