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
];
