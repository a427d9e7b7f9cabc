import { existsSync } from 'node:fs';
import { listRecords } from '../../providers/local/parts/record.ts';
import type { ScalingGroupInputs } from '../../providers/local/resources.ts';
import { partsFolder, physical } from '../../providers/local/state/layout.ts';
import { readGroups, readParts } from '../../providers/local/status.ts';
import type { LiveGroupState } from '../../capacity/live-group.ts';
import type { GroupStatus, PartStatus } from './stack-status.ts';

/** The groups and parts of a local stack as they are now; none where it isn't up. */
export async function readLocal(
  stateFolder: string,
): Promise<{ groups: GroupStatus[]; parts: PartStatus[] }> {
  if (!existsSync(partsFolder(stateFolder))) return { groups: [], parts: [] };
  const state = physical(stateFolder);
  const [live, parts, records] = await Promise.all([readGroups(state), readParts(state), listRecords(state)]);
  const declared = new Map(
    records
      .filter(({ kind }) => kind === 'group')
      .map(({ region, name, inputs }) => [`${region}/${name}`, inputs as ScalingGroupInputs]),
  );
  return {
    groups: live.map((group) => groupStatus(group, declared.get(`${group.region}/${group.name}`))),
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

/** Instances that drain still run, but are no longer counted upon. */
export function groupStatus(live: LiveGroupState, declared: ScalingGroupInputs | undefined): GroupStatus {
  const { region, name, min, max, desired, instances } = live;
  return {
    region,
    name,
    workload: declared?.workload ?? '?',
    owner: declared?.capacity.owner ?? 'iac',
    min,
    max,
    desired,
    running: instances.filter(({ state }) => state !== 'stopped').length,
    healthy: instances.filter(({ state, healthy }) => state !== 'draining' && healthy).length,
  };
}
