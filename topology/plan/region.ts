import { below } from '../diagnostics/pointer.ts';
import type { Bucket } from '../schema/bucket.ts';
import type { Site } from '../schema/site.ts';
import type { Entry, RegionEntry, SiteIndex } from '../site-index.ts';
import { planGroup } from './group.ts';
import { planLoadBalancer } from './load-balancer.ts';
import { planNetwork } from './network.ts';
import type { BucketNode, RedisNode, RegionPlan } from './plan.ts';

export function planRegion(region: RegionEntry, site: Site, index: SiteIndex): RegionPlan {
  const here = <T extends { region: RegionEntry }>(entries: Map<string, T>): T[] =>
    [...entries.values()].filter((entry) => entry.region === region);
  const redis = planRedis(region);
  const groups = here(index.groups).map((group) => planGroup(group, site, index));
  const drainOf = (name: string) => groups.find((group) => group.name === name)?.drainSeconds ?? 0;
  return {
    name: region.name,
    platform: region.platform,
    origin: region.pointer,
    network: planNetwork(region),
    ...(redis && { redis }),
    buckets: here(index.buckets).map(planBucket),
    loadBalancers: here(index.loadBalancers).map((entry) =>
      planLoadBalancer(entry, drainOf(entry.value.group)),
    ),
    groups,
  };
}

function planRedis({ name, pointer, value }: RegionEntry): RedisNode | undefined {
  if (!value.redis) return undefined;
  return {
    id: `${name}/redis`,
    kind: 'redis',
    region: name,
    origin: below(pointer, 'redis'),
    memoryGiB: value.redis.memoryGiB ?? 1,
    ...(value.redis.password !== undefined && { password: value.redis.password }),
  };
}

function planBucket({ id, name, region, pointer, value }: Entry<Bucket>): BucketNode {
  return {
    id,
    kind: 'bucket',
    region: region.name,
    name,
    origin: pointer,
    access: value.access ?? 'private',
    ...(value.host !== undefined && { host: value.host }),
    ...(value.backup !== undefined && { backup: value.backup }),
    appendOnly: value.appendOnly ?? false,
    forceDestroy: value.forceDestroy ?? false,
  };
}
