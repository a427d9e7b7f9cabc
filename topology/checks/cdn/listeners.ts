import { below, SITE } from '../../diagnostics/pointer.ts';
import type { CheckContext } from '../check.ts';
import { rule, type Check } from '../check.ts';

/** From this port alone an edge of Alibaba Cloud fetches by TLS, and from it by nothing else. */
const TLS_PORT = 443;

export const originListeners: Check[] = [
  rule({
    code: 'cdn/origin-without-listener',
    summary: 'an edge fetches from balancers that speak HTTP',
    why: 'The edge has nothing that it could ask: the program stops before it makes the edge.',
    allowed: 'Balancers with an http or https listener among the origins of cdn.mirrors.',
    fix: 'Add an http listener, or take another balancer.',
    prevents: [{ cloud: 'tencent', error: 'ResourceNotFound.ListenerNotFound' }],
    *run(context) {
      for (const { balancer, pointer } of origins(context)) {
        const { listeners } = balancer.value;
        if ((listeners.http ?? listeners.https) !== undefined || listeners.ssh === undefined) continue;
        yield {
          pointer,
          message: `${balancer.id} listens for ssh alone, and the edge fetches by HTTP`,
          fix: 'a balancer with an http listener',
          related: [{ pointer: below(balancer.pointer, 'listeners'), message: 'its listeners are here' }],
          lacking: [
            below(balancer.pointer, 'listeners', 'http'),
            below(balancer.pointer, 'listeners', 'https'),
          ],
        };
      }
    },
  }),
  rule({
    code: 'cdn/origin-port',
    summary: 'on alicloud, an edge fetches by TLS from port 443 and by HTTP from any other',
    why: 'The CDN of Alibaba Cloud chooses the protocol by the port: it would speak TLS to a plain port, or the reverse, and hand errors to every client.',
    allowed: 'http on any port but 443; https on 443.',
    fix: 'Take the port that the protocol has.',
    *run(context) {
      for (const { balancer } of origins(context)) {
        if (balancer.region.platform !== 'alicloud') continue;
        const { http, https } = balancer.value.listeners;
        const wrong = http === undefined ? https !== undefined && https !== TLS_PORT : http === TLS_PORT;
        if (!wrong) continue;
        const protocol = http === undefined ? 'https' : 'http';
        yield {
          pointer: below(balancer.pointer, 'listeners', protocol),
          message: `the edge would not speak ${protocol} to port ${http ?? https} of ${balancer.id}`,
          fix: protocol === 'http' ? '80' : `${TLS_PORT}`,
        };
      }
    },
  }),
];

function* origins({ site, index }: CheckContext) {
  for (const [position, id] of (site.cdn?.mirrors?.origins ?? []).entries()) {
    const balancer = index.loadBalancers.get(id);
    if (balancer) yield { balancer, pointer: below(SITE, 'cdn', 'mirrors', 'origins', position) };
  }
}
