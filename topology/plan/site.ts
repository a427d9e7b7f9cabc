import { below, SITE } from '../diagnostics/pointer.ts';
import type { Site } from '../schema/site.ts';
import { indexSite, type SiteIndex } from '../site-index.ts';
import type { CdnNode, Plan } from './plan.ts';
import { planRegion } from './region.ts';

/**
 * The plan of a site, in the order of its file. Pure: the same site gives the same plan, whenever and wherever.
 *
 * @param site one that the checks accept; of another one, no plan is promised
 */
export function planSite(site: Site, stack: string, index: SiteIndex = indexSite(site)): Plan {
  const { account, domain, alerts } = site;
  return {
    stack,
    stage: site.stage,
    platforms: [...new Set(index.regions.map(({ platform }) => platform))],
    ...(account && { account }),
    ...(domain && { domain }),
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
    ...(alerts && { alerts }),
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
