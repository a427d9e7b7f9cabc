import { cloudFrontPrefixLists } from '../../catalog/cloudfront.ts';
import { cite } from '../../catalog/table.ts';
import { below } from '../../diagnostics/pointer.ts';
import { rule, type Check } from '../check.ts';

export const balancerPlatform: Check[] = [
  rule({
    code: 'lb/type-of-platform',
    summary: 'a classic load balancer is on Alibaba Cloud or local',
    why: 'AWS has no classic balancer at layer 4: there is nothing that could be built.',
    allowed: 'nlb everywhere; clb on Alibaba Cloud and on local.',
    fix: 'Take nlb.',
    prevents: [
      { cloud: 'tencent', error: 'InvalidParameterValue.ClassicLb' },
      { cloud: 'tencent', error: 'InvalidParameterValue.ForwardLb' },
    ],
    *run({ index }) {
      for (const { pointer, region, value } of index.loadBalancers.values()) {
        if (region.platform !== 'aws' || value.type !== 'clb') continue;
        yield {
          pointer: below(pointer, 'type'),
          message: 'clb is the classic load balancer of Alibaba Cloud; aws has none at layer 4',
          fix: 'nlb',
        };
      }
    },
  }),
  rule({
    code: 'lb/cdn-addresses-unknown',
    summary: "on aws, CloudFront's addresses are known where it alone may connect",
    why: "The balancer would let nobody in, or everybody: without the list of CloudFront's addresses the rule can't be written.",
    allowed: 'allow: cdn in the regions of the table.',
    fix: 'Take allow: any, or another region.',
    tables: [cloudFrontPrefixLists],
    *run({ index }) {
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
  }),
  {
    code: 'lb/cdn-not-alone',
    severity: 'warning',
    summary: 'where the CDN alone is to connect, its addresses are known',
    why: "Alibaba's CDN publishes no list of addresses: the balancer stays open to all, though the file reads otherwise.",
    allowed: 'allow: any on Alibaba Cloud.',
    fix: 'Write any, and let no secret rest on who may connect.',
    *run({ index }) {
      for (const { id, pointer, region, value } of index.loadBalancers.values()) {
        if (region.platform !== 'alicloud' || value.allow !== 'cdn') continue;
        yield {
          pointer: below(pointer, 'allow'),
          // help.aliyun.com, "Get the origin-fetch IP addresses of CDN nodes", 2026-09-01: there is no list any more.
          message: `${id} takes connections from anywhere: Alibaba's CDN fetches from addresses that change and are published nowhere`,
          fix: "any; what it serves is what the edge serves, and whose secrecy doesn't rest on this",
        };
      }
    },
  },
];
