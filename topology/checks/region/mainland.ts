import { below, SITE } from '../../diagnostics/pointer.ts';
import type { RegionEntry } from '../../site-index.ts';
import type { Check } from '../check.ts';

/** Regions under the law of mainland China: Hong Kong has its own. */
const isMainland = ({ name, platform }: RegionEntry): boolean =>
  platform === 'alicloud' && name.startsWith('cn-') && name !== 'cn-hongkong';

/** What the mainland of China asks for, and nobody else. */
export const mainlandChecks: Check[] = [
  {
    code: 'domain/icp-missing',
    severity: 'warning',
    summary: 'a domain that is served from the mainland of China has an ICP number',
    why: "Names without an ICP filing are blocked on the mainland's addresses, and the CDN serves them from abroad alone: slow for those whom the region is for.",
    allowed: 'domain.icp, where balancers or edges are in a mainland region.',
    fix: 'File the domain and write the number.',
    *run({ site, index }) {
      if (!site.domain || site.domain.icp !== undefined) return;
      const origins = Object.values(site.cdn ?? {}).flatMap((edge) => edge.origins);
      const region = index.regions.find(
        (each) =>
          isMainland(each) &&
          (Object.keys(each.value.loadBalancers ?? {}).length > 0 ||
            origins.some((id) => id.startsWith(`${each.name}/`))),
      );
      if (!region) return;
      yield {
        pointer: below(SITE, 'domain'),
        at: 'key',
        message: `${site.domain.name} is served from ${region.name}, and has no ICP number`,
        fix: 'icp: 浙ICP备00000000号, as it was filed',
        related: [{ pointer: region.pointer, message: `${region.name} is here` }],
        lacking: [below(SITE, 'domain', 'icp')],
      };
    },
  },
  {
    code: 'bucket/host-missing',
    severity: 'warning',
    summary: 'a mainland bucket that is written from abroad has a host name of its own',
    why: 'On the mainland of China the public endpoints of OSS refuse the data of newer accounts: what is written from abroad must come over a name of your own.',
    allowed: 'host at buckets of mainland regions that a group outside of the mainland publishes to.',
    fix: 'Write a host, such as oss-hz.',
    *run({ site, index }) {
      const abroad = [...index.groups.values()].find(
        ({ workload, region }) =>
          workload === 'mirror-sync' && region.platform !== 'local' && !isMainland(region),
      );
      if (!abroad) return;
      for (const [position, id] of (site.mirror?.publishTo ?? []).entries()) {
        const bucket = index.buckets.get(id);
        if (!bucket || !isMainland(bucket.region) || bucket.value.host !== undefined) continue;
        yield {
          pointer: bucket.pointer,
          at: 'key',
          message: `${abroad.id} writes ${id} from outside of the mainland, where its public endpoint refuses newer accounts`,
          fix: 'host: oss-hz, for example',
          related: [
            { pointer: below(SITE, 'mirror', 'publishTo', position), message: 'the mirror publishes to it' },
          ],
          lacking: [below(bucket.pointer, 'host')],
        };
      }
    },
  },
];
