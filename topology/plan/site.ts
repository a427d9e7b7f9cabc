import { below, SITE } from '../diagnostics/pointer.ts';
import type { Alerts as WrittenAlerts } from '../schema/alerts.ts';
import type { Domain as WrittenDomain } from '../schema/domain.ts';
import type { Site } from '../schema/site.ts';
import { accountsOf } from './accounts.ts';
import { indexSite, type SiteIndex } from '../site-index.ts';
import { seconds } from './duration.ts';
import type { Alerts, CdnNode, Domain, Plan, Platform } from './plan.ts';
import { planRegion } from './region.ts';

/** What the mirror promises, with some room: clients notice later than this. */
const QUEUE_AGE = '15m';
const FRESHNESS = '10m';
const AT_MAX = '15m';

/**
 * The plan of a site, in the order of its file. Pure: the same site gives the same plan, whenever and wherever.
 *
 * @param site one that the checks accept; of another one, no plan is promised
 */
export function planSite(site: Site, stack: string, index: SiteIndex = indexSite(site)): Plan {
  const { domain, alerts, releases } = site;
  return {
    stack,
    stage: site.stage,
    platforms: [...new Set(index.regions.map(({ platform }) => platform))],
    accounts: accountsOf(site),
    ...(domain && { domain: planDomain(domain, site.platform) }),
    timeZone: site.timeZone ?? 'UTC',
    tags: site.tags ?? {},
    regions: index.regions.map((region) => planRegion(region, site, index)),
    cdn: planCdn(site),
    ...(site.mirror && {
      mirror: {
        origin: below(SITE, 'mirror'),
        composer: { ...site.mirror.composer, only: site.mirror.composer.only ?? [] },
        publishTo: site.mirror.publishTo,
      },
    }),
    ...(site.git && { git: { origin: below(SITE, 'git'), ...site.git } }),
    ...(alerts && { alerts: planAlerts(alerts) }),
    ...(releases && { releases: { origin: below(SITE, 'releases'), ...releases } }),
  };
}

function planDomain(
  { certificates = {}, dns = 'none', zone, ...rest }: WrittenDomain,
  platform: Platform,
): Domain {
  return {
    ...rest,
    certificates,
    dns: dns === 'none' ? { mode: dns } : { mode: dns, platform, ...(zone !== undefined && { zone }) },
  };
}

function planAlerts({ webhook, emails = [], topic, ...times }: WrittenAlerts): Alerts {
  return {
    origin: below(SITE, 'alerts'),
    ...(webhook !== undefined && { webhook }),
    emails,
    ...(topic !== undefined && { topic }),
    queueAgeSeconds: seconds(times.queueAge ?? QUEUE_AGE),
    freshnessSeconds: seconds(times.freshness ?? FRESHNESS),
    atMaxSeconds: seconds(times.atMax ?? AT_MAX),
  };
}

function planCdn({ cdn, domain }: Site): CdnNode[] {
  return (['mirrors', 'files'] as const).flatMap((name): CdnNode[] => {
    const edge = cdn?.[name];
    if (!edge) return [];
    return [
      {
        id: `cdn/${name}`,
        kind: 'cdn',
        name,
        origin: below(SITE, 'cdn', name),
        ...(domain && { hostname: `${name}.${domain.name}` }),
        port: edge.port ?? 8080,
        origins: edge.origins,
      },
    ];
  });
}
