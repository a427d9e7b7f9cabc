import { cloudFrontPrefixLists } from '../../catalog/cloudfront.ts';
import { cite } from '../../catalog/table.ts';
import { below } from '../../diagnostics/pointer.ts';
import { rule, type Check } from '../check.ts';

export const balancerPlatform: Check[] = [
  rule('lb/type-of-platform', 'a classic load balancer is on Alibaba Cloud or local', function* ({ index }) {
    for (const { pointer, region, value } of index.loadBalancers.values()) {
      if (region.platform !== 'aws' || value.type !== 'clb') continue;
      yield {
        pointer: below(pointer, 'type'),
        message: 'clb is the classic load balancer of Alibaba Cloud; aws has none at layer 4',
        fix: 'nlb',
      };
    }
  }),
  rule(
    'lb/cdn-addresses-unknown',
    "on aws, CloudFront's addresses are known where it alone may connect",
    function* ({ index }) {
      for (const { pointer, region, value } of index.loadBalancers.values()) {
        const known = Object.keys(cloudFrontPrefixLists.rows);
        if (region.platform !== 'aws' || value.allow !== 'cdn' || known.includes(region.name)) continue;
        yield {
          pointer: below(pointer, 'allow'),
          message: `the addresses from which CloudFront reaches ${region.name} are not known here`,
          allowed: `cdn in ${known.join(', ')} (${cite(cloudFrontPrefixLists)})`,
          fix: 'any',
        };
      }
    },
  ),
];
