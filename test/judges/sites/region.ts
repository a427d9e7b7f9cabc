import { cloudFrontPrefixLists } from '../../../topology/catalog/cloudfront.ts';
import { regionNames, regionOf } from '../../../topology/catalog/regions.ts';
import type { Platform } from '../../../topology/plan/words.ts';
import { balancerOf } from './balancer.ts';
import type { Dice } from './dice.ts';
import { groupOf, type Workload, type Written } from './group.ts';

/** What a region is there for. */
export interface RegionPlace {
  name: string;
  platform: Platform;
  /** Of the regions of the site, which one it is: networks must not overlap. */
  position: number;
  production: boolean;
  alerts: boolean;
  imageByDefault: boolean;
  international: boolean;
  /** Whether it overrides the site's platform. */
  foreign: boolean;
  workloads: readonly Workload[];
  /** Whether the edges fetch from here. */
  behindEdge: boolean;
  /** `region/name` of the bucket that gets copies of git's. */
  backup?: string;
  /** Whether copies of another region's git bucket lie here. */
  keepsBackup: boolean;
}

/** Names of regions that have as many zones, of one partition where the platform has several. */
export function namesOfRegions(platform: Platform, zones: number): string[] {
  return regionNames(platform).filter(
    (name) =>
      (regionOf(platform, name)?.zones.length ?? 0) >= zones &&
      (platform !== 'aws' || !/^(?:cn|us-gov)-/.test(name)),
  );
}

export function regionWith(dice: Dice, place: RegionPlace): Written {
  const { name, platform, workloads } = place;
  const zones = regionOf(platform, name)?.zones ?? [];
  const local = platform === 'local';
  const cidr = local ? `127.${100 + place.position}.0.0/16` : `10.${16 + place.position}.0.0/16`;
  const groups = groupsOf(dice, place);
  const names = Object.keys(groups);
  return {
    ...(place.foreign && { platform }),
    network: {
      ...((!local || dice.chance(30)) && { cidr }),
      zones: dice.some(zones, place.production ? 2 : 1, 3),
    },
    ...((workloads.includes('mirror-sync') || dice.chance(20)) && { redis: redisOf(dice, platform) }),
    ...membersIn('buckets', bucketsOf(dice, place)),
    ...membersIn('loadBalancers', balancersOf(dice, place, names)),
    ...membersIn('groups', groups),
  };
}

const membersIn = (name: string, members: Written): Written =>
  Object.keys(members).length > 0 ? { [name]: members } : {};

function redisOf(dice: Dice, platform: Platform): Written {
  return {
    ...dice.maybe(60, () => ({ memoryGiB: dice.of([0.5, 1, 2, 6, 24]) })),
    ...(platform !== 'local' && dice.maybe(40, () => ({ password: 'redisPassword' }))),
  };
}

function bucketsOf(
  dice: Dice,
  { platform, workloads, backup, keepsBackup, production }: RegionPlace,
): Written {
  const own = platform === 'alicloud' && dice.chance(40) ? { host: dice.of(['oss-hz', 'oss-bj']) } : {};
  const disposable = () => (production ? {} : dice.maybe(30, () => ({ forceDestroy: dice.chance(50) })));
  return {
    ...(workloads.includes('mirror-serve') && { mirror: { access: 'cdn', ...own, ...disposable() } }),
    ...(workloads.includes('git') && {
      git: {
        ...dice.maybe(50, () => ({ access: 'private' })),
        ...disposable(),
        ...(backup !== undefined && { backup }),
      },
    }),
    ...(keepsBackup && { 'git-backup': { access: 'private', appendOnly: true } }),
  };
}

function groupsOf(dice: Dice, place: RegionPlace): Written {
  const group = (workload: Workload) => groupOf(dice, { ...place, workload });
  const canary = place.platform === 'alicloud' && place.workloads.includes('mirror-serve') && dice.chance(30);
  return {
    ...Object.fromEntries(place.workloads.map((workload) => [workload, group(workload)])),
    ...(canary && { canary: { ...group('mirror-serve'), workload: 'mirror-serve' } }),
  };
}

function balancersOf(dice: Dice, place: RegionPlace, groups: readonly string[]): Written {
  const common = { platform: place.platform, international: place.international };
  const canary = groups.includes('canary') ? { canary: 'canary' } : {};
  return {
    ...(place.workloads.includes('mirror-serve') && {
      serve: balancerOf(dice, {
        ...common,
        ...canary,
        group: 'mirror-serve',
        listeners: ['http'],
        maybeEdgeAlone:
          place.behindEdge && place.platform === 'aws' && place.name in cloudFrontPrefixLists.rows,
      }),
    }),
    ...(place.workloads.includes('git') && {
      git: balancerOf(dice, {
        ...common,
        group: 'git',
        listeners: dice.of([['https', 'ssh'], ['ssh']]),
        maybeEdgeAlone: false,
      }),
    }),
  };
}
