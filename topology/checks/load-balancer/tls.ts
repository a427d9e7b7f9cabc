import { below, SITE } from '../../diagnostics/pointer.ts';
import { rule, type Check } from '../check.ts';

export const tlsChecks: Check[] = [
  rule('lb/tls-without-https', 'TLS that ends behind the edge has an https listener', function* ({ index }) {
    for (const { pointer, value } of index.loadBalancers.values()) {
      const { tls = 'edge', listeners } = value;
      if (tls === 'edge' || listeners.https !== undefined) continue;
      yield {
        pointer: below(pointer, 'tls'),
        message: `TLS would end at the ${tls}, and the balancer has no https listener that takes it there`,
        fix: 'listeners: {https: 443}, or edge',
        lacking: [below(pointer, 'listeners', 'https')],
      };
    }
  }),
  rule(
    'lb/https-of-edge',
    'TLS that ends at the edge has no https listener behind it',
    function* ({ index }) {
      for (const { pointer, value } of index.loadBalancers.values()) {
        if (value.tls !== 'edge' || value.listeners.https === undefined) continue;
        yield {
          pointer: below(pointer, 'tls'),
          message: 'TLS would end at the edge, and an https listener ends it at the balancer',
          fix: 'balancer, or an http listener',
          related: [{ pointer: below(pointer, 'listeners', 'https'), message: 'https is here' }],
        };
      }
    },
  ),
  rule('lb/tls-without-key', 'instances that end TLS have its key', function* ({ site, index }) {
    for (const { pointer, value } of index.loadBalancers.values()) {
      if (value.tls !== 'instance' || site.domain?.key !== undefined) continue;
      yield {
        pointer: below(pointer, 'tls'),
        message: 'TLS ends on the instances, and the domain names no secret with their certificate and key',
        fix: 'key: gitTls in domain',
        lacking: [below(SITE, 'domain', 'key')],
      };
    }
  }),
  rule(
    'lb/classic-tls-abroad',
    'classic balancers end TLS on domestic accounts',
    function* ({ site, index }) {
      for (const { pointer, region, value } of index.loadBalancers.values()) {
        const classic = region.platform === 'alicloud' && value.type === 'clb' && value.tls !== 'instance';
        if (!classic || value.listeners.https === undefined || site.account?.type !== 'international')
          continue;
        yield {
          pointer: below(pointer, 'type'),
          message:
            'on an international account, the certificate service hands classic balancers no certificate',
          fix: 'nlb',
          related: [{ pointer: below(pointer, 'listeners', 'https'), message: 'https is here' }],
        };
      }
    },
  ),
];
