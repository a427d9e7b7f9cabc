import { below, SITE } from '../diagnostics/pointer.ts';
import type { Group, GroupDefaults } from '../schema/group.ts';
import type { LoadBalancer } from '../schema/load-balancer.ts';
import type { Site } from '../schema/site.ts';
import { scheduleEntries, type GroupEntry, type SiteIndex } from '../site-index.ts';
import { seconds } from './duration.ts';
import { planHooks } from './hooks.ts';
import type { Capacity, GroupNode } from './plan.ts';
import { planRules } from './rule.ts';
import { planMaintenance, planRefresh } from './upkeep.ts';

/** Until a new instance counts, and until a simple rule acts again. */
const WARM_UP = '5m';
const COOLDOWN = '5m';

/** Time to finish what has begun: a request, a package, the largest push. */
const DRAIN: Record<GroupNode['workload'], string> = {
  'mirror-serve': '30s',
  'mirror-sync': '1m',
  git: '15m',
  own: '30s',
};

export function planGroup(group: GroupEntry, site: Site, index: SiteIndex): GroupNode {
  const { id, name, region, pointer, value, workload } = group;
  if (!workload) throw new Error(`${id} has no workload: plan only what the checks accept`);
  const preset = site.defaults?.group ?? {};
  const { image, refresh, maintenance, notifications, maxLifetime, ...own } = { ...preset, ...value };
  const releaseBucket = releaseBucketOf(group, site);
  const drainSeconds = seconds(own.drain ?? DRAIN[workload]);
  const warmUpSeconds = seconds(own.warmUp ?? WARM_UP);
  const cooldownSeconds = seconds(own.cooldown ?? COOLDOWN);
  const placeOf = (key: keyof GroupDefaults) =>
    below(value[key] === undefined ? below(SITE, 'defaults', 'group') : pointer, key);
  return {
    id,
    kind: 'group',
    region: region.name,
    name,
    origin: pointer,
    workload,
    capacity: planCapacity(value),
    ...(image !== undefined && { image }),
    instanceTypes: own.instanceTypes ?? [],
    spot: own.spot ?? false,
    drainSeconds,
    warmUpSeconds,
    cooldownSeconds,
    // Of the one with spot instances and an on-demand base, because a change replaces the group there.
    spread: own.spread ?? (region.platform === 'alicloud' ? 'cost' : 'balance'),
    removal: own.removal ?? ['oldest-template', 'oldest'],
    ...(maxLifetime !== undefined && { maxLifetimeSeconds: seconds(maxLifetime) }),
    ...(refresh && { refresh: planRefresh(refresh, placeOf('refresh')) }),
    ...(maintenance && { maintenance: planMaintenance(maintenance, placeOf('maintenance')) }),
    ...(notifications && {
      notifications: { topic: 'alerts', ...notifications, origin: placeOf('notifications') },
    }),
    hooks: planHooks(group, drainSeconds),
    suspend: (value.suspend ?? []).map((process, position) => ({
      process,
      origin: below(pointer, 'suspend', position),
    })),
    ...(value.attach && {
      attach: value.attach.map(({ id: instance, entrusted = false }, position) => ({
        id: instance,
        entrusted,
        origin: below(pointer, 'attach', position),
      })),
    }),
    rules: planRules(value.rules ?? [], pointer, { warmUpSeconds, cooldownSeconds }),
    schedules: scheduleEntries(value.schedules).map(([key, schedule]) => ({
      name: key,
      ...schedule,
      origin: below(pointer, 'schedules', key),
    })),
    ...(value.schedules?.renewed !== undefined && { renewed: value.schedules.renewed }),
    loadBalancers: [...index.loadBalancers.values()]
      .filter((balancer) => balancer.region === region && isBehind(balancer.value, name))
      .map((balancer) => balancer.id),
    ...(region.value.redis && { redis: `${region.name}/redis` }),
    ...(releaseBucket !== undefined && { releaseBucket }),
    buckets: bucketsOf(workload, region.name, site),
  };
}

const isBehind = ({ group, weights = {} }: LoadBalancer, name: string): boolean =>
  group === name || Object.hasOwn(weights, name);

function planCapacity({ capacity }: Group): Capacity {
  const { owner, min, max, desired, initial, onDemandBase = 0 } = capacity;
  const { warmPool = 0, warmState = 'stopped', warmReuse = false } = capacity;
  const target = desired ?? initial ?? min;
  return { owner, min, max, target, onDemandBase, warmPool, warmState, warmReuse };
}

/** What the workload works on. */
export function bucketsOf(workload: GroupNode['workload'], region: string, site: Site): string[] {
  const published = site.mirror?.publishTo ?? [];
  switch (workload) {
    case 'mirror-sync':
      return published;
    case 'mirror-serve':
      return published.filter((id) => id.startsWith(`${region}/`));
    case 'git':
      return site.git ? [site.git.bucket] : [];
    case 'own':
      return [];
  }
}

/** Where instances get their software: near if it can be, in one bucket that the site has for sure. */
export function releaseBucketOf({ region }: Pick<GroupEntry, 'region'>, site: Site): string | undefined {
  const published = site.mirror?.publishTo ?? [];
  return published.find((id) => id.startsWith(`${region.name}/`)) ?? published[0] ?? site.git?.bucket;
}
