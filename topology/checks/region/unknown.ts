import { alicloudZones } from '../../catalog/alicloud-zones.ts';
import { awsZones } from '../../catalog/aws-zones.ts';
import { regionNames, regionOf } from '../../catalog/regions.ts';
import type { Platform } from '../../plan/plan.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import type { SiteIndex } from '../../site-index.ts';
import { rule } from '../check.ts';

/** Partitions of AWS other than `aws`, whose accounts, ARNs and endpoints are their own. */
const PARTITIONS: readonly [start: string, partition: string][] = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['us-iso', 'aws-iso'],
];

export const otherPartition = rule({
  code: 'region/other-partition',
  summary: 'on aws, each region is of the partition `aws`',
  why: 'China, GovCloud and the secret regions of AWS are clouds apart, with accounts, ARNs and endpoints of their own: nothing built here would work there.',
  allowed: 'Regions of the partition aws.',
  fix: 'Take a region of the partition aws, or Alibaba Cloud for the mainland of China.',
  *run({ index }) {
    for (const { name, platform, pointer } of index.regions) {
      const partition = partitionOf(platform, name);
      if (partition === undefined) continue;
      yield {
        pointer,
        at: 'key',
        message: `${name} lies in the partition ${partition} of AWS, whose accounts, ARNs and endpoints are its own`,
        allowed: 'regions of the partition aws',
        fix:
          partition === 'aws-cn' ? 'a region of alicloud, or one of aws such as ap-east-1' : 'another region',
      };
    }
  },
});

function partitionOf(platform: Platform, name: string): string | undefined {
  if (platform !== 'aws' || regionOf('alicloud', name)) return undefined;
  return PARTITIONS.find(([start]) => name.startsWith(start))?.[1];
}

export const regionUnknown = rule({
  code: 'region/unknown',
  summary: 'the platform has each region',
  why: 'There is no endpoint of that name: the update ends in a time-out that speaks of DNS.',
  allowed: "The platform's regions, from the table; on local: local, local-1 to local-999.",
  fix: 'Correct the name, or say which platform the region is on.',
  tables: [alicloudZones, awsZones],
  *run({ index }) {
    for (const { name, platform, pointer } of index.regions) {
      if (regionOf(platform, name) || partitionOf(platform, name) !== undefined) continue;
      const names = regionNames(platform);
      const meant = suggest(name, names);
      yield {
        pointer,
        at: 'key',
        message: `${name} is no region of ${platform}`,
        ...(meant === undefined && {
          allowed: platform === 'local' ? 'local, or local-1 to local-999' : names.join(', '),
        }),
        fix: meant ?? elsewhere(name) ?? `a region of ${platform} such as ${names[0]}`,
      };
    }
  },
});

/** A name that another platform has: the region's own platform is what is missing. */
function elsewhere(name: string): string | undefined {
  const home = (['alicloud', 'aws', 'local'] satisfies Platform[]).find((platform) =>
    regionOf(platform, name),
  );
  return home && `platform: ${home} in ${name}`;
}

/** What the site's unknown regions were most likely meant to be. */
export function misspeltRegions(index: SiteIndex): Set<string> {
  return new Set(
    index.regions.flatMap(({ name, platform }) => {
      const meant = regionOf(platform, name) ? undefined : suggest(name, regionNames(platform));
      return meant === undefined ? [] : [meant];
    }),
  );
}
