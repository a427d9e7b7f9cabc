import type { GroupNode, LoadBalancerNode, Plan } from '../plan/plan.ts';
import { boxId, CLIENTS, UPSTREAM } from './box-id.ts';
import type { Arrow } from './diagram.ts';
import { meaningFacts, type Meaning } from './meanings.ts';

/** What flows between the parts of a plan. */
export function buildArrows(plan: Plan): Arrow[] {
  const { regions, cdn, mirror } = plan;
  const groups = regions.flatMap((region) => region.groups);
  const pushed = new Set(groups.filter(takesPushes).map(({ id }) => id));
  const goesBothWays = ({ members }: LoadBalancerNode) => members.some(({ group }) => pushed.has(group));
  const balancers = regions.flatMap(({ loadBalancers }) => loadBalancers);
  const behindEdge = new Set(cdn.flatMap(({ origins }) => origins));
  return [
    ...groups.flatMap((group) => workloadArrows(group, mirror !== undefined)),
    ...regions.flatMap(({ buckets }) =>
      buckets.flatMap(({ id, backup }) =>
        backup === undefined ? [] : [arrow('backup', boxId('bucket', id), boxId('bucket', backup))],
      ),
    ),
    ...balancers.flatMap(({ id, members }) =>
      members.map(({ group, weight }) =>
        arrow('balances', boxId('loadBalancer', id), boxId('group', group), {
          both: pushed.has(group),
          ...(members.length > 1 && { note: `weight ${weight}` }),
        }),
      ),
    ),
    ...cdn.flatMap(({ id, name, origins }) =>
      origins.map((origin, position) =>
        arrow('origin', boxId('cdn', id), boxId(name === 'mirrors' ? 'loadBalancer' : 'bucket', origin), {
          ...(position > 0 && { note: `fallback ${position}` }),
        }),
      ),
    ),
    ...cdn.map(({ id }) => arrow('asks', CLIENTS, boxId('cdn', id))),
    ...balancers
      .filter(({ id }) => !behindEdge.has(id))
      .map((balancer) =>
        arrow('asks', CLIENTS, boxId('loadBalancer', balancer.id), { both: goesBothWays(balancer) }),
      ),
  ];
}

function workloadArrows({ id, workload, redis, buckets }: GroupNode, hasUpstream: boolean): Arrow[] {
  const group = boxId('group', id);
  const toBuckets = (meaning: Meaning) =>
    buckets.map((bucket) => arrow(meaning, group, boxId('bucket', bucket)));
  const toRedis = (meaning: Meaning) =>
    redis === undefined ? [] : [arrow(meaning, group, boxId('redis', redis))];
  switch (workload) {
    case 'mirror-sync':
      return [
        ...(hasUpstream ? [arrow('fetches', group, UPSTREAM)] : []),
        ...toRedis('queues'),
        ...toBuckets('publishes'),
      ];
    case 'mirror-serve':
      return toBuckets('serves');
    case 'git':
      return [...toRedis('hints'), ...toBuckets('keeps')];
    case 'own':
      return [];
  }
}

/** What clients send stays in it, too. */
const takesPushes = ({ workload }: GroupNode): boolean => workload === 'git' || workload === 'own';

function arrow(
  meaning: Meaning,
  from: string,
  to: string,
  { both = false, note }: { both?: boolean; note?: string } = {},
): Arrow {
  return {
    id: `${meaning}:${from}>${to}`,
    meaning,
    from,
    to,
    data: both ? 'both' : meaningFacts(meaning).data,
    ...(note !== undefined && { note }),
  };
}
