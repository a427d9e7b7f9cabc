import { balancerDrain } from '../catalog/balancer-drain.ts';
import { HEALTH_PATH, healthDefaults, WORKLOAD_PORT } from '../catalog/health.ts';
import type { LoadBalancer } from '../schema/load-balancer.ts';
import type { Platform } from './words.ts';
import type { Entry } from '../site-index.ts';
import { seconds } from './duration.ts';
import type { Health, Listener, LoadBalancerNode } from './load-balancer-node.ts';

/** Of each instance of the balancer's first group. */
const FULL_WEIGHT = 100;

/** @param groupDrain seconds of its group's drain, which the balancer keeps to as far as it can */
export function planLoadBalancer(
  { id, name, region, pointer, value }: Entry<LoadBalancer>,
  groupDrain: number,
): LoadBalancerNode {
  const inRegion = (group: string) => `${region.name}/${group}`;
  const most = region.platform === 'local' ? Infinity : balancerDrain.rows[region.platform];
  return {
    id,
    kind: 'loadBalancer',
    region: region.name,
    name,
    origin: pointer,
    type: value.type ?? 'nlb',
    group: inRegion(value.group),
    members: [
      { group: inRegion(value.group), weight: FULL_WEIGHT },
      ...Object.entries(value.weights ?? {}).map(([group, weight]) => ({ group: inRegion(group), weight })),
    ],
    listeners: (Object.entries(value.listeners) as [Listener['protocol'], number][]).map(
      ([protocol, port]) => ({ protocol, port }),
    ),
    deny: value.deny ?? [],
    allow: value.allow ?? 'any',
    tls: value.tls ?? (value.listeners.https === undefined ? 'edge' : 'balancer'),
    health: planHealth(value, region.platform),
    drainSeconds: value.drain === undefined ? Math.min(groupDrain, most) : seconds(value.drain),
  };
}

function planHealth({ health = {} }: LoadBalancer, platform: Platform): Health {
  const preset = healthDefaults[platform];
  return {
    path: health.path ?? HEALTH_PATH,
    port: health.port ?? WORKLOAD_PORT,
    intervalSeconds: health.interval === undefined ? preset.intervalSeconds : seconds(health.interval),
    timeoutSeconds: health.timeout === undefined ? preset.timeoutSeconds : seconds(health.timeout),
    healthy: health.healthy ?? preset.healthy,
    unhealthy: health.unhealthy ?? preset.unhealthy,
  };
}
