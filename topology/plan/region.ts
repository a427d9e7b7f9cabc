import { below } from '../diagnostics/pointer.ts';
import type { Site } from '../schema/site.ts';
import type { RegionEntry, SiteIndex } from '../site-index.ts';
import { planGroup } from './group.ts';
import { planNetwork } from './network.ts';
import type { BucketNode, Listener, LoadBalancerNode, RedisNode, RegionPlan } from './plan.ts';

export function planRegion(region: RegionEntry, site: Site, index: SiteIndex): RegionPlan {
  const here = <T extends { region: RegionEntry }>(entries: Map<string, T>): T[] =>
    [...entries.values()].filter((entry) => entry.region === region);
  const redis = planRedis(region);
  return {
    name: region.name,
    platform: region.platform,
    origin: region.pointer,
    network: planNetwork(region),
    ...(redis && { redis }),
    buckets: here(index.buckets).map(planBucket),
    loadBalancers: here(index.loadBalancers).map(planLoadBalancer),
    groups: here(index.groups).map((group) => planGroup(group, site, index)),
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
  };
}

type EntryOf<Kind extends 'buckets' | 'loadBalancers'> =
  SiteIndex[Kind] extends Map<string, infer E> ? E : never;

function planBucket({ id, name, region, pointer, value }: EntryOf<'buckets'>): BucketNode {
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

function planLoadBalancer({ id, name, region, pointer, value }: EntryOf<'loadBalancers'>): LoadBalancerNode {
  return {
    id,
    kind: 'loadBalancer',
    region: region.name,
    name,
    origin: pointer,
    type: value.type ?? 'nlb',
    group: `${region.name}/${value.group}`,
    listeners: (Object.entries(value.listeners) as [Listener['protocol'], number][]).map(
      ([protocol, port]) => ({
        protocol,
        port,
      }),
    ),
    deny: value.deny ?? [],
    allow: value.allow ?? 'any',
  };
}
