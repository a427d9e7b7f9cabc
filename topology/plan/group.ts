import { below } from '../diagnostics/pointer.ts';
import type { Group } from '../schema/group.ts';
import type { Site } from '../schema/site.ts';
import { scheduleEntries, type GroupEntry, type SiteIndex } from '../site-index.ts';
import { seconds } from './duration.ts';
import type { Capacity, GroupNode, Workload } from './plan.ts';

/** Time to finish what has begun: a request, a package, the largest push. */
const DRAIN: Record<Workload, string> = { 'mirror-serve': '30s', 'mirror-sync': '1m', git: '15m' };

export function planGroup(group: GroupEntry, site: Site, index: SiteIndex): GroupNode {
  const { id, name, region, pointer, value, workload } = group;
  if (!workload) throw new Error(`${id} has no workload: plan only what the checks accept`);
  const preset = site.defaults?.group ?? {};
  const image = value.image ?? preset.image;
  const releaseBucket = releaseBucketOf(group, site);
  return {
    id,
    kind: 'group',
    region: region.name,
    name,
    origin: pointer,
    workload,
    capacity: planCapacity(value),
    ...(image !== undefined && { image }),
    instanceTypes: value.instanceTypes ?? preset.instanceTypes ?? [],
    spot: value.spot ?? preset.spot ?? false,
    drainSeconds: seconds(value.drain ?? preset.drain ?? DRAIN[workload]),
    rules: (value.rules ?? []).map((rule, position) => ({
      ...rule,
      origin: below(pointer, 'rules', position),
    })),
    schedules: scheduleEntries(value.schedules).map(([key, schedule]) => ({
      name: key,
      ...schedule,
      origin: below(pointer, 'schedules', key),
    })),
    ...(value.schedules?.renewed !== undefined && { renewed: value.schedules.renewed }),
    loadBalancers: [...index.loadBalancers.values()]
      .filter((balancer) => balancer.region === region && balancer.value.group === name)
      .map((balancer) => balancer.id),
    ...(region.value.redis && { redis: `${region.name}/redis` }),
    ...(releaseBucket !== undefined && { releaseBucket }),
    buckets: bucketsOf(workload, region.name, site),
  };
}

function planCapacity({ capacity }: Group): Capacity {
  const { owner, min, max, desired, initial, onDemandBase = 0, warmPool = 0 } = capacity;
  return { owner, min, max, target: desired ?? initial ?? min, onDemandBase, warmPool };
}

/** What the workload works on. */
function bucketsOf(workload: Workload, region: string, site: Site): string[] {
  const published = site.mirror?.publishTo ?? [];
  switch (workload) {
    case 'mirror-sync':
      return published;
    case 'mirror-serve':
      return published.filter((id) => id.startsWith(`${region}/`));
    case 'git':
      return site.git ? [site.git.bucket] : [];
  }
}

/** Where instances get their software: near if it can be, in one bucket that the site has for sure. */
function releaseBucketOf({ region }: GroupEntry, site: Site): string | undefined {
  const published = site.mirror?.publishTo ?? [];
  return published.find((id) => id.startsWith(`${region.name}/`)) ?? published[0] ?? site.git?.bucket;
}
