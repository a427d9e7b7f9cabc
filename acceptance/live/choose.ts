import type { LiveGroupState, LiveInstance } from '../../capacity/live-group.ts';
import type { GroupNode } from '../../topology/plan/plan.ts';

export const idOf = ({ region, name }: Pick<LiveGroupState, 'region' | 'name'>): string =>
  `${region}/${name}`;

export interface Tweak {
  group: string;
  from: number;
  to: number;
}

/**
 * One instance more, or one less where the group is at its max: of a group whose desired capacity nobody else moves, and
 * best of one that clients ask. `undefined`: no group has room.
 */
export function chooseTweak(
  groups: readonly LiveGroupState[],
  nodes: readonly GroupNode[],
): Tweak | undefined {
  const tweaks = inOrder(groups, nodes)
    .filter(([, { capacity }]) => capacity.owner === 'iac')
    .flatMap(([{ desired, min, max }, { id }]): Tweak[] => {
      if (desired < max) return [{ group: id, from: desired, to: desired + 1 }];
      return desired > min ? [{ group: id, from: desired, to: desired - 1 }] : [];
    });
  return tweaks[0];
}

export interface Victim {
  group: string;
  instance: string;
  pid?: number;
}

/** A healthy instance, best of a group that clients ask and that has another one. */
export function chooseVictim(
  groups: readonly LiveGroupState[],
  nodes: readonly GroupNode[],
): Victim | undefined {
  const candidates = inOrder(groups, nodes).flatMap(([{ instances }, { id }]) => {
    const healthy = instances.filter(serves);
    return healthy.map((instance) => ({ id, instance, alone: healthy.length === 1 }));
  });
  const victim = candidates.find(({ alone }) => !alone) ?? candidates[0];
  if (!victim) return undefined;
  const { id, pid } = victim.instance;
  return { group: victim.id, instance: id, ...(pid === undefined ? {} : { pid }) };
}

/** Who serves clients first, then in the order of the plan. */
function inOrder(
  groups: readonly LiveGroupState[],
  nodes: readonly GroupNode[],
): [LiveGroupState, GroupNode][] {
  const pairs = nodes.flatMap((node): [LiveGroupState, GroupNode][] => {
    const state = groups.find((group) => idOf(group) === node.id);
    return state ? [[state, node]] : [];
  });
  const serving = (node: GroupNode) => (node.workload === 'mirror-serve' ? 0 : 1);
  return pairs.sort(([, one], [, other]) => serving(one) - serving(other));
}

/** What keeps the groups from being as they should be, in words; empty: nothing. */
export function shortcomings(groups: readonly LiveGroupState[], nodes: readonly GroupNode[]): string[] {
  const missing = nodes.filter(({ id }) => !groups.some((group) => idOf(group) === id));
  return [
    ...missing.map(({ id }) => `${id} is not there`),
    ...groups.flatMap((group) => {
      const { desired, instances, inactive } = group;
      const healthy = instances.filter(serves).length;
      if (inactive !== undefined) return [`${idOf(group)} is inactive: ${inactive}`];
      return healthy < desired ? [`${idOf(group)} has ${healthy} of ${desired} healthy instances`] : [];
    }),
  ];
}

/** Whether the instance, or the process that it was, is gone. */
export function isGone(groups: readonly LiveGroupState[], victim: Victim): boolean {
  const group = groups.find((each) => idOf(each) === victim.group);
  const same = group?.instances.find(({ id }) => id === victim.instance);
  return (
    same === undefined || (victim.pid !== undefined && same.pid !== undefined && same.pid !== victim.pid)
  );
}

const serves = ({ state, healthy }: LiveInstance): boolean => state === 'running' && healthy;
