import { below, SITE } from '../../diagnostics/pointer.ts';
import { rule, type Check } from '../check.ts';

const DOMAIN = below(SITE, 'domain');

export const dnsChecks: Check[] = [
  rule({
    code: 'domain/zone-missing',
    summary: 'on aws, records in a zone that exists name it',
    why: 'Route 53 may hold several zones of one name, private ones among them: records in the wrong one are seen by nobody.',
    allowed: 'zone: the id of the hosted zone, with dns: existing on AWS.',
    fix: 'Write the id of the public zone.',
    *run({ site }) {
      if (site.platform !== 'aws' || site.domain?.dns !== 'existing' || site.domain.zone !== undefined)
        return;
      yield {
        pointer: below(DOMAIN, 'dns'),
        message:
          'Route 53 may have several zones of one name, and the id of the one that is meant is missing',
        fix: 'zone: Z0123456789ABCDEFGHIJ beside it',
        lacking: [below(DOMAIN, 'zone')],
      };
    },
  }),
  rule({
    code: 'domain/zone-unused',
    summary: 'the id of a zone is given where it is one of AWS that exists',
    why: 'The id would have no effect: a reader takes the zone for used, while records are kept elsewhere or by nobody.',
    allowed: 'zone with dns: existing on AWS alone.',
    fix: 'Write dns: existing beside it, or leave zone out.',
    *run({ site }) {
      if (site.domain?.zone === undefined || (site.platform === 'aws' && site.domain.dns === 'existing'))
        return;
      yield {
        pointer: below(DOMAIN, 'zone'),
        at: 'key',
        message:
          site.platform === 'aws'
            ? `zone is the id of one that exists, and dns is ${site.domain.dns ?? 'none'}`
            : `zone is the id of one of Route 53, and the site's platform is ${site.platform}`,
        fix: site.platform === 'aws' ? 'dns: existing beside it' : 'leave zone out',
      };
    },
  }),
  rule({
    code: 'domain/dns-on-local',
    summary: 'a cloud keeps the records',
    why: 'One machine keeps no DNS records for clouds: the names that the site tells would never resolve.',
    allowed: "dns: none where the site's platform is local; existing or managed on a cloud.",
    fix: "Make the cloud that keeps the records the site's platform, or keep them yourself.",
    *run({ site, index }) {
      const { dns = 'none' } = site.domain ?? {};
      // Where all is local, the domain itself has no effect.
      if (site.platform !== 'local' || dns === 'none') return;
      if (index.regions.every(({ platform }) => platform === 'local')) return;
      yield {
        pointer: below(DOMAIN, 'dns'),
        message: "records are kept by the cloud of the site's platform, and that is local",
        fix: 'none, or platform: alicloud for the site',
        related: [{ pointer: below(SITE, 'platform'), message: 'platform is here' }],
      };
    },
  }),
];
