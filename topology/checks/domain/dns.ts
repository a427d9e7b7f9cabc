import { below, SITE } from '../../diagnostics/pointer.ts';
import { rule, type Check } from '../check.ts';

const DOMAIN = below(SITE, 'domain');

export const dnsChecks: Check[] = [
  rule('domain/zone-missing', 'on aws, records in a zone that exists name it', function* ({ site }) {
    if (site.platform !== 'aws' || site.domain?.dns !== 'existing' || site.domain.zone !== undefined) return;
    yield {
      pointer: below(DOMAIN, 'dns'),
      message: 'Route 53 may have several zones of one name, and the id of the one that is meant is missing',
      fix: 'zone: Z0123456789ABCDEFGHIJ beside it',
      lacking: [below(DOMAIN, 'zone')],
    };
  }),
  rule(
    'domain/zone-unused',
    'the id of a zone is given where it is one of AWS that exists',
    function* ({ site }) {
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
  ),
  rule('domain/dns-on-local', 'a cloud keeps the records', function* ({ site, index }) {
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
  }),
];
