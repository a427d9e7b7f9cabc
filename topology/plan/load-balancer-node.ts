import type { Node } from './node.ts';

export interface Listener {
  protocol: 'http' | 'https' | 'ssh';
  port: number;
}

export interface LoadBalancerNode extends Node {
  kind: 'loadBalancer';
  region: string;
  name: string;
  type: 'clb' | 'nlb';
  /** Id of the group behind it. */
  group: string;
  /**
   * Groups behind it with the weight, 1–100, of each of their instances: `group` with 100, and further ones, such as a
   * canary, on Alibaba Cloud alone. A group's own `loadBalancers` names it in either case.
   */
  members: { group: string; weight: number }[];
  listeners: Listener[];
  /** CIDRs that are refused. */
  deny: string[];
  allow: 'any' | 'cdn';
  /**
   * Where TLS ends. `edge`: there is no `https` listener; `balancer`: at that listener, with the certificate of the
   * domain for the region (certificate.ts); `instance`: that listener hands the bytes on to `targetPort('https')`, and
   * the instances have the key of the secret `Domain.key`.
   */
  tls: 'edge' | 'balancer' | 'instance';
  health: Health;
  /**
   * Seconds that open connections to a leaving instance get: at most what the platform takes. 0: none. On CLB it has no
   * effect of its own, the group's drain hook keeps the instance for as long.
   */
  drainSeconds: number;
}

/** How a balancer tells which instances can take work: HTTP GET, status 200. Defaults by platform: catalog/health.ts. */
export interface Health {
  path: string;
  /** Of the instance, TCP. */
  port: number;
  intervalSeconds: number;
  timeoutSeconds: number;
  /** Good checks in a row that bring an instance in. */
  healthy: number;
  /** Bad checks in a row that take one out. */
  unhealthy: number;
}
