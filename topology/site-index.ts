import type { Pointer } from './diagnostics/diagnostic.ts';
import { below, SITE } from './diagnostics/pointer.ts';
import type { GroupNode, Platform, Workload } from './plan/plan.ts';
import type { Bucket } from './schema/bucket.ts';
import type { Group } from './schema/group.ts';
import type { LoadBalancer } from './schema/load-balancer.ts';
import type { Region } from './schema/region.ts';
import type { Schedule, Schedules } from './schema/schedule.ts';
import type { Site } from './schema/site.ts';

/** The site's things in the order of the file, each with its id and its place: what checks and the plan walk over. */
export interface SiteIndex {
  regions: RegionEntry[];
  buckets: Map<string, Entry<Bucket>>;
  loadBalancers: Map<string, Entry<LoadBalancer>>;
  groups: Map<string, GroupEntry>;
}

export interface Entry<T> {
  /** `region/name` */
  id: string;
  name: string;
  region: RegionEntry;
  pointer: Pointer;
  value: T;
}

export interface RegionEntry {
  name: string;
  platform: Platform;
  pointer: Pointer;
  value: Region;
}

export interface GroupEntry extends Entry<Group> {
  /** Given, or the group's name where that is a workload; `own` where the library's user brings the software. */
  workload?: GroupNode['workload'];
}

const WORKLOADS: readonly string[] = ['mirror-sync', 'mirror-serve', 'git'] satisfies Workload[];

/** @param software `own`: groups run what a program brings along, which no stack file can say */
export function indexSite(site: Site, software: 'workloads' | 'own' = 'workloads'): SiteIndex {
  const regions = Object.entries(site.regions).map(([name, value]): RegionEntry => ({
    name,
    platform: value.platform ?? site.platform,
    pointer: below(SITE, 'regions', name),
    value,
  }));
  const collect = <T>(kind: string, of: (region: Region) => Record<string, T> | undefined) =>
    new Map(
      regions.flatMap((region) =>
        Object.entries(of(region.value) ?? {}).map(([name, value]): [string, Entry<T>] => {
          const id = `${region.name}/${name}`;
          return [id, { id, name, region, pointer: below(region.pointer, kind, name), value }];
        }),
      ),
    );
  const groups = collect('groups', (region) => region.groups);
  return {
    regions,
    buckets: collect('buckets', (region) => region.buckets),
    loadBalancers: collect('loadBalancers', (region) => region.loadBalancers),
    groups: new Map(
      [...groups].map(([id, entry]) => [
        id,
        software === 'own' ? { ...entry, workload: software } : withWorkload(entry),
      ]),
    ),
  };
}

function withWorkload(entry: Entry<Group>): GroupEntry {
  const workload =
    entry.value.workload ?? (WORKLOADS.includes(entry.name) ? (entry.name as Workload) : undefined);
  return workload ? { ...entry, workload } : entry;
}

/** The entries of `schedules`, without `renewed`, which stands among them. */
export function scheduleEntries(schedules: Schedules | undefined): [string, Schedule][] {
  return Object.entries(schedules ?? {}).filter(
    (entry): entry is [string, Schedule] => typeof entry[1] === 'object',
  );
}
