import type { BucketNode, CdnNode, LoadBalancerNode, RedisNode, RegionPlan } from '../../plan/plan.ts';
import { braced } from './zones.ts';
import { counted, showSeconds, yesOrNo } from './words.ts';

/** What stands in a box, and the rows of its details: by kind of part, all but groups (group.ts). */
export interface Told {
  lines: string[];
  rows: [name: string, value: string][];
}

export function tellRegion({ platform, network }: RegionPlan): Told {
  const zones = network.subnets.map(({ zone }) => zone);
  return {
    lines: [
      [platform, network.cidr].filter(Boolean).join(' · '),
      `${zones.length === 1 ? 'zone' : 'zones'} ${braced(zones)}`,
    ],
    rows: [
      ['platform', platform],
      ['network', network.cidr ?? 'a free range of this machine'],
      ...network.subnets.map(({ zone, cidr }, position): [string, string] => [
        `zone ${zone}`,
        [cidr, `${position + 1} of ${zones.length}`].filter(Boolean).join(', '),
      ]),
      ...(network.internet === undefined
        ? []
        : ([['internet', yesOrNo(network.internet)]] as [string, string][])),
    ],
  };
}

export function tellLoadBalancer(balancer: LoadBalancerNode): Told {
  const { type, listeners, deny, allow, tls, health, drainSeconds, members } = balancer;
  return {
    lines: [
      `${type} · ${listeners.map(({ protocol, port }) => `${protocol} ${port}`).join(', ')}`,
      ...(deny.length === 0 ? [] : [deny.length === 1 ? `deny ${deny[0]}` : `deny ${deny.length} ranges`]),
      ...(allow === 'cdn' ? ['allow the CDN alone'] : []),
    ],
    rows: [
      ['type', type],
      ...listeners.map(({ protocol, port }): [string, string] => [`listener ${protocol}`, String(port)]),
      ...members.map(({ group, weight }): [string, string] => [`group ${group}`, `weight ${weight}`]),
      ['deny', deny.length === 0 ? 'nobody' : deny.join(', ')],
      ['allow', allow],
      ['TLS ends at', tls],
      ['health check', `GET ${health.path} on ${health.port}`],
      [
        'health times',
        `every ${showSeconds(health.intervalSeconds)}, at most ${showSeconds(health.timeoutSeconds)}; ` +
          `in after ${health.healthy}, out after ${health.unhealthy}`,
      ],
      ['drain', showSeconds(drainSeconds)],
    ],
  };
}

export function tellBucket({ access, host, backup, appendOnly, forceDestroy }: BucketNode): Told {
  return {
    lines: [access === 'cdn' ? 'read by the CDN' : 'private', ...(appendOnly ? ['append-only'] : [])],
    rows: [
      ['access', access],
      ...(host === undefined ? [] : ([['host', host]] as [string, string][])),
      ['backup', backup ?? 'none'],
      ['appendOnly', yesOrNo(appendOnly)],
      ['may be deleted with data', yesOrNo(forceDestroy)],
    ],
  };
}

export function tellRedis({ memoryGiB, password }: RedisNode): Told {
  return {
    lines: [`${memoryGiB} GiB`],
    rows: [
      ['memory', `${memoryGiB} GiB`],
      ['password', password === undefined ? 'made by the stack' : `secret ${password}`],
    ],
  };
}

export function tellCdn({ name, hostname, port, origins }: CdnNode): Told {
  return {
    lines: [
      name === 'mirrors' ? 'root, change feed, status' : 'metadata and archives',
      ...(origins.length > 1 ? counted(origins.length - 1, 'fallback') : []),
    ],
    rows: [
      ...(hostname === undefined ? [] : ([['domain name', hostname]] as [string, string][])),
      ['port on local', String(port)],
      ...origins.map((origin, position): [string, string] => [
        position === 0 ? 'origin' : `fallback ${position}`,
        origin,
      ]),
    ],
  };
}
