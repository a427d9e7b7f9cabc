import type { Input } from '@pulumi/pulumi';
import type { LoadBalancerNode } from '../topology/plan/plan.ts';
import type { EdgeOrigin } from './platform.ts';

/**
 * What an edge fetches from a balancer: by HTTP where it has that, which saves a second TLS, or else by HTTPS.
 * `undefined` where it has neither (SSH alone).
 */
export function balancerOrigin(
  node: Pick<LoadBalancerNode, 'id' | 'listeners'>,
  host: Input<string>,
): EdgeOrigin | undefined {
  for (const protocol of ['http', 'https'] as const) {
    const listener = node.listeners.find((one) => one.protocol === protocol);
    if (listener) return { kind: 'loadBalancer', id: node.id, host, port: listener.port, protocol, path: '' };
  }
  return undefined;
}
