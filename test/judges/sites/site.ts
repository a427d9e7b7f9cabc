import fc from 'fast-check';
import type { Platform } from '../../../topology/plan/words.ts';
import { Dice } from './dice.ts';
import { maintenanceOf, refreshOf } from './group-words.ts';
import { INSTANCE_TYPES, type Workload, type Written } from './group.ts';
import { namesOfRegions, regionWith } from './region.ts';

/**
 * Sites as users may write them, of all platforms and words: what is generated follows the documentation of the words,
 * and knows nothing of the checks. Not every one is sound; whoever needs sound ones takes those that the checks accept.
 */
export const sites: fc.Arbitrary<Written> = fc.gen().map((choose) => {
  const dice = new Dice(choose);
  const site = siteBy(dice);
  return site['platform'] !== 'local' && dice.chance(15) ? withExempted(site) : site;
});

interface Home {
  name: string;
  platform: Platform;
}

function siteBy(dice: Dice): Written {
  const platform = dice.of<Platform>(['alicloud', 'aws', 'alicloud', 'aws', 'local']);
  const local = platform === 'local';
  const production = !local && dice.chance(50);
  const homes = homesOf(dice, platform, production);
  const [home] = homes as [Home];
  const mirror = dice.chance(85);
  const git = !local && (!mirror || dice.chance(60));
  const alerts = !local && dice.chance(70);
  const imageByDefault = !local && dice.chance(60);
  const international = platform === 'alicloud' && dice.chance(30);
  const cloud = local ? undefined : platform;
  const serving = mirror
    ? homes.filter(({ platform: other }, position) => other === home.platform || position === 0)
    : [];
  const other = homes.findIndex((each, position) => position > 0 && each.platform === home.platform);
  const backup = git && other > 0 ? `${homes[other]!.name}/git-backup` : undefined;
  const workloadsOf = (each: Home): Workload[] => [
    ...(mirror && each === home ? (['mirror-sync'] as const) : []),
    ...(serving.includes(each) ? (['mirror-serve'] as const) : []),
    ...(git && each === home ? (['git'] as const) : []),
  ];
  const regions = homes.map((each, position) => [
    each.name,
    regionWith(dice, {
      ...each,
      position,
      production,
      alerts,
      imageByDefault,
      international,
      foreign: each.platform !== platform,
      workloads: workloadsOf(each),
      behindEdge: mirror,
      ...(each === home && backup !== undefined && { backup }),
      keepsBackup: backup?.startsWith(`${each.name}/`) ?? false,
    }),
  ]);
  return {
    version: 1,
    stage: production ? 'production' : dice.of(['staging', 'development']),
    platform,
    ...(cloud && {
      account: accountOf(dice, cloud, international),
      ...accountsOf(dice, cloud, homes),
      domain: domainOf(dice, cloud, home.name),
      ...dice.maybe(50, () => ({ timeZone: dice.of(['Asia/Shanghai', 'UTC', 'Asia/Tokyo']) })),
      ...dice.maybe(50, () => ({
        tags: { team: 'dev-platform', ...dice.maybe(50, () => ({ costCenter: '4711' })) },
      })),
      ...(alerts && { alerts: alertsOf(dice, cloud, homes) }),
      releases: { signingKey: 'releaseKey' },
    }),
    ...(mirror && {
      mirror: {
        composer: {
          upstream: local && dice.chance(70) ? 'sample' : 'https://repo.packagist.org',
          ...dice.maybe(30, () => ({
            only: dice.some(['laravel/*', 'symfony/console:7.*', 'monolog/monolog'], 1),
          })),
          ...(cloud && dice.maybe(50, () => ({ tokens: 'codeHostTokens' }))),
        },
        publishTo: serving.map(({ name }) => `${name}/mirror`),
      },
      cdn: {
        mirrors: { origins: serving.slice(0, 2).map(({ name }) => `${name}/serve`), ...portOf(dice, local) },
        files: { origins: serving.slice(0, 2).map(({ name }) => `${name}/mirror`), ...portOf(dice, local) },
      },
    }),
    ...(git && { git: { bucket: `${home.name}/git`, hostKeys: 'gitHostKeys' } }),
    ...(!local && { defaults: { group: defaultsOf(dice, imageByDefault, alerts, homes) } }),
    regions: Object.fromEntries(regions),
  };
}

/** With a bucket that no edge reads so far, and somebody who knows of it. */
function withExempted(site: Written): Written {
  const [[home, region]] = Object.entries(site['regions'] as Record<string, Written>) as [[string, Written]];
  const buckets = { ...(region['buckets'] as Written | undefined), spare: { access: 'cdn' } };
  return {
    ...site,
    exempt: [
      {
        code: 'cdn/access-unused',
        at: `regions/${home}/buckets/spare`,
        until: '2026-12-31',
        reason: 'its edge comes in December',
      },
    ],
    regions: { ...(site['regions'] as Written), [home]: { ...region, buckets } },
  };
}

function homesOf(dice: Dice, platform: Platform, production: boolean): Home[] {
  const names = (of: Platform) => namesOfRegions(of, production ? 2 : 1);
  const own = dice.some(names(platform), 1, 3).map((name) => ({ name, platform }));
  if (platform === 'local' || !dice.chance(20)) return own;
  const abroad = platform === 'aws' ? 'alicloud' : 'aws';
  const taken = new Set(own.map(({ name }) => name));
  const [guest] = dice.some(
    names(abroad).filter((name) => !taken.has(name)),
    1,
    1,
  );
  return [...own, { name: guest!, platform: abroad }];
}

const portOf = (dice: Dice, local: boolean): Written =>
  local ? dice.maybe(50, () => ({ port: dice.int(1024, 65_535) })) : {};

function accountOf(dice: Dice, cloud: 'alicloud' | 'aws', international = false): Written {
  return {
    id: cloud === 'aws' ? '123456789012' : '1234567890123456',
    ...(cloud === 'alicloud' && { type: international ? 'international' : 'domestic' }),
    ...dice.maybe(50, () => ({ assumeRole: 'skerry-deploy' })),
  };
}

function accountsOf(dice: Dice, cloud: 'alicloud' | 'aws', homes: readonly Home[]): Written {
  const abroad = homes.find(({ platform }) => platform !== cloud)?.platform;
  return abroad && abroad !== 'local' ? { accounts: { [abroad]: accountOf(dice, abroad) } } : {};
}

const EDGE_ACM = 'acm/00000000-0000-0000-0000-000000000000';
const HOME_ACM = 'acm/11111111-1111-1111-1111-111111111111';

function domainOf(dice: Dice, cloud: 'alicloud' | 'aws', home: string): Written {
  const dns = dice.of(['none', 'existing', 'managed']);
  return {
    name: 'example.cn',
    ...(cloud === 'alicloud' && {
      icp: '浙ICP备00000000号',
      ...(dice.chance(50)
        ? { certificate: 'cas/12345678' }
        : { certificates: { edge: 'cas/1', [home]: 'cas/2' } }),
    }),
    ...(cloud === 'aws' && { certificates: { edge: EDGE_ACM, [home]: HOME_ACM } }),
    ...dice.maybe(70, () => ({
      dns,
      ...(dns === 'existing' && cloud === 'aws' && { zone: 'Z0123456789ABCDEFGHIJ' }),
    })),
  };
}

function alertsOf(dice: Dice, cloud: 'alicloud' | 'aws', homes: readonly Home[]): Written {
  const alone = homes.every(({ platform }) => platform === cloud);
  return {
    ...(dice.chance(50) ? { webhook: 'alertWebhook' } : { emails: ['ops@example.cn'] }),
    ...(alone && dice.maybe(30, () => ({ topic: cloud === 'aws' ? 'sns/ops' : 'topic/ops' }))),
    ...dice.maybe(50, () => ({ queueAge: dice.minutes(5, 60) })),
    ...dice.maybe(50, () => ({ freshness: dice.minutes(5, 60) })),
    ...(alone && cloud === 'aws' && dice.maybe(50, () => ({ atMax: dice.minutes(5, 60) }))),
  };
}

/** Presets that groups of every platform of the site understand. */
function defaultsOf(dice: Dice, imageByDefault: boolean, alerts: boolean, homes: readonly Home[]): Written {
  const [cloud, ...others] = new Set(homes.map(({ platform }) => platform));
  const alone = others.length === 0 && cloud !== 'local' ? cloud : undefined;
  return {
    ...(imageByDefault && { image: 'debian-12' }),
    ...(alone && dice.maybe(50, () => ({ instanceTypes: [...INSTANCE_TYPES[alone]] }))),
    ...dice.maybe(40, () => ({ warmUp: dice.minutes(1, 10), cooldown: dice.minutes(10, 20) })),
    ...dice.maybe(30, () => ({ removal: ['oldest'] })),
    ...dice.maybe(30, () => ({ drain: '5m' })),
    ...dice.maybe(20, () => ({ maxLifetime: '30d' })),
    ...dice.maybe(20, () => ({ spot: dice.chance(50) })),
    ...dice.maybe(30, () => ({ spread: alone === 'alicloud' ? 'cost' : 'balance' })),
    ...dice.maybe(30, () => ({
      notifications: {
        events: ['launch-error'],
        ...(alerts
          ? dice.maybe(50, () => ({ topic: 'alerts' }))
          : { topic: alone === 'aws' ? 'sns/ops' : 'topic/ops' }),
      },
    })),
    ...(alone === 'aws' &&
      dice.maybe(40, () => ({ refresh: refreshOf(dice, alone), maintenance: maintenanceOf(dice) }))),
  };
}
