import type { Pointer } from '../../diagnostics/diagnostic.ts';
import { below, SITE } from '../../diagnostics/pointer.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import type { Workload } from '../../plan/plan.ts';
import type { Site } from '../../schema/site.ts';
import type { GroupEntry, SiteIndex } from '../../site-index.ts';
import { rule, type Check, type Meaning } from '../check.ts';

/** What a workload can't do without. A row more is a rule more. */
interface Need {
  meaning: Meaning;
  workloads: GroupEntry['workload'][];
  met(group: GroupEntry, site: Site, index: SiteIndex): boolean;
  message(group: GroupEntry): string;
  fix(group: GroupEntry): string;
  /** Where it would stand. */
  place(group: GroupEntry): Pointer;
}

const needs: Need[] = [
  {
    meaning: {
      code: 'mirror/not-declared',
      summary: 'a site that runs the mirror says what it mirrors',
      why: 'The instances would not know what to mirror from where.',
      allowed: 'mirror at the site, where a group runs mirror-sync or mirror-serve.',
      fix: 'Add mirror with its upstream and publishTo.',
    },
    workloads: ['mirror-sync', 'mirror-serve'],
    met: (_, site) => site.mirror !== undefined,
    message: ({ id, workload }) => `${id} runs ${workload}, and the site has no mirror`,
    fix: () => 'mirror: {composer: {upstream: …}, publishTo: [region/bucket]}',
    place: () => below(SITE, 'mirror'),
  },
  {
    meaning: {
      code: 'git/not-declared',
      summary: 'a site that runs git says in which bucket',
      why: 'The instances would have no bucket to keep repositories in, and no host keys.',
      allowed: 'git at the site, where a group runs git.',
      fix: 'Add git with its bucket and hostKeys.',
    },
    workloads: ['git'],
    met: (_, site) => site.git !== undefined,
    message: ({ id }) => `${id} runs git, and the site has no git`,
    fix: () => 'git: {bucket: region/bucket, hostKeys: gitHostKeys}',
    place: () => below(SITE, 'git'),
  },
  {
    meaning: {
      code: 'redis/missing',
      summary: 'a region that syncs has a Redis for its queue',
      why: "The queue and the leases of the sync are in the region's Redis: without it no instance does anything.",
      allowed: 'redis in each region that has a mirror-sync group.',
      fix: 'Add redis: {} or a size to the region.',
    },
    workloads: ['mirror-sync'],
    met: ({ region }) => region.value.redis !== undefined,
    message: ({ id, region }) => `${id} keeps its queue in Redis, and ${region.name} has none`,
    fix: ({ region }) => `redis: {memoryGiB: 1} in ${region.name}`,
    place: ({ region }) => below(region.pointer, 'redis'),
  },
  {
    meaning: {
      code: 'mirror/no-serving-bucket',
      summary: 'a region that serves the mirror has a bucket that is published to',
      why: 'The instances would serve a bucket that nothing is ever published to: clients get 404 for every package.',
      allowed: 'A bucket of the region in mirror.publishTo, where mirror-serve runs.',
      fix: 'Add a bucket of the region to mirror.publishTo.',
    },
    workloads: ['mirror-serve'],
    // A target that isn't there is told by itself, and may well be the one that is meant for this region.
    met: ({ region }, { mirror }, { buckets }) =>
      !mirror || mirror.publishTo.some((id) => !buckets.has(id) || buckets.get(id)?.region === region),
    message: ({ id, region }) =>
      `${id} serves from a bucket of ${region.name}, and nothing is published to one`,
    fix: ({ region }) => `a bucket of ${region.name} in mirror.publishTo`,
    place: () => below(SITE, 'mirror', 'publishTo'),
  },
];

/** By the name, or else by whether somebody connects to it. */
function likelyWorkload({ name, region }: GroupEntry, { loadBalancers }: SiteIndex): Workload {
  const meant = suggest(name, ['mirror-sync', 'mirror-serve', 'git'] satisfies Workload[]);
  const served = [...loadBalancers.values()].some(
    (balancer) => balancer.region === region && balancer.value.group === name,
  );
  return (meant as Workload | undefined) ?? (served ? 'mirror-serve' : 'mirror-sync');
}

export const workloadNeeds: Check[] = [
  rule({
    code: 'group/workload-missing',
    summary: 'each group says what its instances run',
    why: 'Instances would start with nothing to run, and the boot hook would let each go again.',
    allowed: 'workload, or a group named mirror-sync, mirror-serve or git.',
    fix: 'Say which workload it runs.',
    *run({ index }) {
      for (const group of index.groups.values()) {
        if (group.workload) continue;
        yield {
          pointer: group.pointer,
          at: 'key',
          message: `${group.name} is not the name of a workload, so that the group must say which it runs`,
          allowed: 'workload: mirror-sync, mirror-serve or git',
          fix: `workload: ${likelyWorkload(group, index)}`,
          lacking: [below(group.pointer, 'workload')],
        };
      }
    },
  }),
  ...needs.map((need) =>
    rule({
      ...need.meaning,
      *run({ site, index }) {
        for (const group of index.groups.values()) {
          if (!group.workload || !need.workloads.includes(group.workload) || need.met(group, site, index))
            continue;
          const at = group.value.workload === undefined ? group.pointer : below(group.pointer, 'workload');
          yield {
            pointer: at,
            ...(at === group.pointer && { at: 'key' }),
            message: need.message(group),
            fix: need.fix(group),
            lacking: [need.place(group)],
          };
        }
      },
    }),
  ),
];
