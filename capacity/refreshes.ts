import { imageIdOf } from '../topology/catalog/images.ts';
import type { GroupNode, Plan } from '../topology/plan/plan.ts';
import type { InstanceFacts } from './attachment.ts';
import type { LiveInstance } from './live-group.ts';
import { openGroups, openMachines } from './open-region.ts';
import type { StackGroup } from './stack-groups.ts';

/** A group some of whose instances are of another image or type than its file says. */
export interface Refresh {
  node: GroupNode;
  group: StackGroup;
  stale: string[];
  /** Of how many. */
  members: number;
}

/**
 * Groups with `refresh` on Alibaba Cloud, where no resource begins one: to the provider it is a task that starts at once,
 * and fails where nothing is to be done. AWS's group begins it by itself.
 */
export function refreshingGroups({ regions }: Plan): GroupNode[] {
  return regions
    .filter(({ platform }) => platform === 'alicloud')
    .flatMap(({ groups }) => groups.filter(({ refresh }) => refresh !== undefined));
}

/**
 * Those that a refresh would replace: what others have attached, what is protected and what stands by it leaves alone.
 *
 * @param instances facts of the members, as far as there are any
 */
export function staleMembers(
  { image, instanceTypes }: Pick<GroupNode, 'image' | 'instanceTypes'>,
  members: readonly LiveInstance[],
  instances: readonly InstanceFacts[],
): string[] {
  const wanted = image === undefined ? undefined : imageIdOf('alicloud', image);
  const known = new Map(instances.map((instance) => [instance.id, instance]));
  return members
    .filter(({ state, protected: isProtected, attached }) => state === 'running' && !isProtected && !attached)
    .map(({ id }) => id)
    .filter((id) => {
      const { image: from, type } = known.get(id) ?? {};
      const isOther = from !== undefined && wanted !== undefined && from !== wanted;
      return isOther || (type !== undefined && !instanceTypes.includes(type));
    });
}

/**
 * Reads which groups are to be refreshed, by their instances and not by what an update changes, so that one that a kill
 * has prevented begins with the next.
 *
 * @throws {GroupError} where a cloud can't be asked
 */
export async function readRefreshes(plan: Plan): Promise<{ refreshes: Refresh[]; close: () => void }> {
  const wanted = refreshingGroups(plan);
  const opened: { close(): void }[] = [];
  const close = () => opened.forEach((each) => each.close());
  try {
    const refreshes: Refresh[] = [];
    for (const region of plan.regions) {
      const nodes = region.groups.filter((node) => wanted.includes(node));
      if (nodes.length === 0) continue;
      const [found, machines] = await Promise.all([openGroups(plan, region), openMachines(plan, region)]);
      opened.push(found, machines);
      for (const node of nodes) {
        const group = found.groups.find(({ id }) => id === node.id);
        const { instances = [] } = group?.state ?? {};
        if (!group || instances.length === 0) continue;
        const stale = staleMembers(node, instances, await machines.read(instances.map(({ id }) => id)));
        if (stale.length > 0) refreshes.push({ node, group, stale, members: instances.length });
      }
    }
    return { refreshes, close };
  } catch (error) {
    close();
    throw error;
  }
}

/** @returns the cloud's id of the task; `undefined`: one is under way already */
export async function startRefresh({ node, group }: Refresh): Promise<string | undefined> {
  const { refresh } = node;
  if (!refresh) throw new Error(`${node.id} has no refresh`);
  if (await group.group.isRefreshing()) return undefined;
  const { minHealthy, maxHealthy, checkpoints, pauseSeconds, skipMatching } = refresh;
  return await group.group.refresh({ minHealthy, maxHealthy, checkpoints, pauseSeconds, skipMatching });
}
