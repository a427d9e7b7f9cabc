import { existsSync } from 'node:fs';
import type { ScalingGroupInputs } from '../../providers/local/resources.ts';
import { partsFolder, physical } from '../../providers/local/state/layout.ts';
import { readGroups, readParts, Survey } from '../../providers/local/status.ts';
import type { LiveGroupState } from '../../capacity/live-group.ts';
import { groupStatus, type KnownGroup } from './group-status.ts';
import type { GroupStatus, PartStatus } from './stack-status.ts';

/** The groups and parts of a local stack as they are now; none where it isn't up. */
export async function readLocal(
  stateFolder: string,
): Promise<{ groups: GroupStatus[]; parts: PartStatus[]; live: LiveGroupState[] }> {
  if (!existsSync(partsFolder(stateFolder))) return { groups: [], parts: [], live: [] };
  const state = physical(stateFolder);
  const survey = new Survey(state);
  const [live, parts, records] = await Promise.all([
    readGroups(state, survey),
    readParts(state, survey),
    survey.records(),
  ]);
  const known = new Map(
    records
      .filter(({ kind }) => kind === 'group')
      .map(({ region, name, inputs }) => [`${region}/${name}`, knownOf(inputs)]),
  );
  return {
    live,
    groups: live.map((group) => groupStatus(group, known.get(`${group.region}/${group.name}`))),
    parts: parts.map(({ id, kind, region, name, address, port, pid, healthy, reason }) => ({
      kind,
      name: kind === 'instance' ? instanceName(id) : `${region}/${name}`,
      address: `${address ?? '-'}${port === undefined ? '' : `:${port}`}`,
      pid: pid ?? null,
      healthy,
      ...(reason === undefined ? {} : { reason }),
    })),
  };
}

/** `local/group-mirror-sync/instances/i-06f3ed` → `local/mirror-sync/i-06f3ed` */
export function instanceName(id: string): string {
  return id.replace('/group-', '/').replace('/instances/', '/');
}

/** As the last update has recorded it. */
function knownOf(inputs: unknown): KnownGroup {
  const { workload, capacity } = inputs as ScalingGroupInputs;
  return { workload, owner: capacity.owner };
}
