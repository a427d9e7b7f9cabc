import { below, SITE } from '../../diagnostics/pointer.ts';
import { rule, type Check } from '../check.ts';

export const tlsChecks: Check[] = [
  rule({
    code: 'lb/tls-without-https',
    summary: 'TLS that ends behind the edge has an https listener',
    why: 'TLS has no way to where it would end: clients would speak plain HTTP, or not at all.',
    allowed: 'An https listener beside tls: balancer and tls: instance.',
    fix: 'Add the https listener, or let TLS end at the edge.',
    *run({ index }) {
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
    },
  }),
  rule({
    code: 'lb/https-of-edge',
    summary: 'TLS that ends at the edge has no https listener behind it',
    why: 'The file says two places where TLS ends: whoever looks for the certificate looks in the wrong one.',
    allowed: 'tls: edge with http listeners alone.',
    fix: 'Write tls: balancer, or an http listener.',
    *run({ index }) {
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
  }),
  rule({
    code: 'lb/tls-without-key',
    summary: 'instances that end TLS have its key',
    why: 'The instances have no certificate to answer with: every handshake fails.',
    allowed: 'domain.key, the name of a secret, where tls: instance is.',
    fix: 'Set the secret and name it in domain.key.',
    *run({ site, index }) {
      for (const { pointer, value } of index.loadBalancers.values()) {
        if (value.tls !== 'instance' || site.domain?.key !== undefined) continue;
        yield {
          pointer: below(pointer, 'tls'),
          message: 'TLS ends on the instances, and the domain names no secret with their certificate and key',
          fix: 'key: gitTls in domain',
          lacking: [below(SITE, 'domain', 'key')],
        };
      }
    },
  }),
  rule({
    code: 'lb/classic-tls-abroad',
    summary: 'classic balancers end TLS on domestic accounts',
    why: 'On international accounts the certificate service hands classic balancers no certificate: the HTTPS listener is refused.',
    allowed: 'nlb with https on international accounts; clb on domestic ones.',
    fix: 'Take nlb.',
    *run({ site, index }) {
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
  }),
];
