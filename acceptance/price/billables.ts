import { needsEgress } from '../../topology/plan/egress.ts';
import { redisSizeOf } from '../../topology/catalog/redis-sizes.ts';
import type { Cloud, GroupNode, Plan, RegionPlan } from '../../topology/plan/plan.ts';

/** Something that costs as long as it is there. */
export interface Billable {
  what: string;
  /** Region; `everywhere` for what has none. */
  where: string;
  /** What it is called in tables of prices; of several the dearest counts. */
  skus: string[];
  /** Pieces, as the stack file asks for them. */
  usual: number;
  /** Pieces, as far as rules and schedules may go by themselves. */
  most: number;
}

/** GiB of the disk that instances start from (`launch-template-args.ts`, `scaling-configuration-args.ts`). */
export const SYSTEM_DISK_GIB = 40;
/** Services that have an endpoint in the network where there is no way out (`network-args.ts`). */
const API_ENDPOINTS = 3;

/** What of a plan costs by the hour. Whatever costs by use stands in {@link costsByUse}. */
export function billables(plan: Plan): Billable[] {
  const inRegions = plan.regions.flatMap((region) =>
    region.platform === 'local' ? [] : ofRegion(region, region.platform),
  );
  return [...inRegions, ...ofNames(plan)];
}

function ofRegion(region: RegionPlan, cloud: Cloud): Billable[] {
  const zones = region.network.subnets.length;
  const piece = (what: string, sku: string, count: number): Billable[] =>
    count === 0
      ? []
      : [{ what, where: region.name, skus: [`${cloud}/${region.name}/${sku}`], usual: count, most: count }];
  const egress = needsEgress(region) ? 1 : 0;
  const balancers = region.loadBalancers;
  return [
    ...region.groups.flatMap((group) => ofGroup(group, cloud)),
    ...ofRedis(region, cloud, zones),
    ...(cloud === 'aws'
      ? [
          ...piece('network load balancer', 'nlb', balancers.length),
          // One a zone and balancer, and the NAT gateway's.
          ...piece('public IPv4 address', 'public-ipv4', balancers.length * zones + egress),
          ...piece('NAT gateway', 'nat-gateway', egress),
          ...piece('interface endpoint', 'interface-endpoint', egress > 0 ? 0 : API_ENDPOINTS * zones),
        ]
      : [
          ...piece('network load balancer', 'nlb', balancers.filter(({ type }) => type === 'nlb').length),
          ...piece('classic load balancer', 'clb', balancers.filter(({ type }) => type === 'clb').length),
          ...piece('NAT gateway', 'nat-gateway', egress),
          ...piece('elastic IP address', 'eip', egress),
        ]),
  ];
}

function ofGroup(group: GroupNode, cloud: Cloud): Billable[] {
  const { region, name, instanceTypes, capacity } = group;
  // A spot instance may cost as much as another, and no table knows its price.
  const size = { usual: capacity.target, most: capacity.max };
  // What waits stopped in a warm pool costs its disk alone.
  const waiting = capacity.warmPool;
  const running = capacity.warmState === 'running' ? waiting : 0;
  return [
    {
      what: `instance of ${name}`,
      where: region,
      skus: instanceTypes.map((type) => `${cloud}/${region}/instance/${type}`),
      usual: size.usual + running,
      most: size.most + running,
    },
    {
      what: `${SYSTEM_DISK_GIB} GiB disk of ${name}`,
      where: region,
      skus: [`${cloud}/${region}/disk-${SYSTEM_DISK_GIB}`],
      usual: size.usual + waiting,
      most: size.most + waiting,
    },
  ];
}

/** On AWS each node bills; Alibaba's classes name a primary with its replica. */
function ofRedis({ redis, name }: RegionPlan, cloud: Cloud, zones: number): Billable[] {
  if (!redis) return [];
  const [, size] = redisSizeOf(cloud, redis.memoryGiB) ?? [0, `${redis.memoryGiB} GiB`];
  const nodes = cloud === 'aws' && zones > 1 ? 2 : 1;
  return [
    {
      what: `Redis ${size}`,
      where: name,
      skus: [`${cloud}/${name}/redis/${size}`],
      usual: nodes,
      most: nodes,
    },
  ];
}

/** A hosted zone of Route 53 costs for its month, unless it goes within 12 hours. */
function ofNames({ domain }: Plan): Billable[] {
  if (domain?.dns.mode !== 'managed' || domain.dns.platform !== 'aws') return [];
  return [{ what: 'hosted zone', where: 'everywhere', skus: ['aws/*/hosted-zone'], usual: 1, most: 1 }];
}

/** What costs by use, in words: a run uses little of it, and nobody can say how much. */
export function costsByUse(plan: Plan): string[] {
  const words = new Set<string>();
  for (const cloud of plan.platforms) {
    if (cloud === 'local') continue;
    const regions = plan.regions.filter(({ platform }) => platform === cloud);
    const any = (has: (region: RegionPlan) => boolean) => regions.some(has);
    const aws = cloud === 'aws';
    if (any(({ buckets }) => buckets.length > 0)) words.add(`${aws ? 'S3' : 'OSS'}: storage, requests`);
    if (any(({ loadBalancers }) => loadBalancers.length > 0)) {
      words.add(`load balancers of ${aws ? 'AWS' : 'Alibaba Cloud'}: capacity units, traffic`);
    }
    if (any(needsEgress)) words.add(`NAT gateways of ${aws ? 'AWS' : 'Alibaba Cloud'}: data, traffic`);
    words.add(aws ? 'AWS: alarms and metrics of CloudWatch, messages' : 'Alibaba Cloud: metrics, messages');
  }
  if (plan.cdn.length > 0 && plan.platforms.some((platform) => platform !== 'local')) {
    words.add('CDN: traffic, requests');
  }
  return [...words];
}
