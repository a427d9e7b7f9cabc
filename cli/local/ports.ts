import { canListen, describeListener } from '../../providers/local/network/listening.ts';
import type { Finding } from '../../topology/diagnostics/diagnostic.ts';
import { below } from '../../topology/diagnostics/pointer.ts';
import type { Plan } from '../../topology/plan/plan.ts';

/** A port that the stack file asks for on this machine. */
export interface WantedPort {
  port: number;
  pointer: string;
  code: 'lb/port-in-use' | 'cdn/port-in-use';
  /** What would listen there. */
  user: string;
}

export function wantedPorts(plan: Plan): WantedPort[] {
  const regions = plan.regions.filter(({ platform }) => platform === 'local');
  const balancers = regions.flatMap((region) =>
    region.loadBalancers.flatMap((balancer) =>
      balancer.listeners.map(({ protocol, port }): WantedPort => ({
        port,
        pointer: below(balancer.origin, 'listeners', protocol),
        code: 'lb/port-in-use',
        user: balancer.id,
      })),
    ),
  );
  const names = new Set(regions.map(({ name }) => name));
  const edges = plan.cdn
    .filter(({ origins }) => names.has(origins[0]?.split('/')[0] ?? ''))
    .map((edge): WantedPort => ({
      port: edge.port,
      pointer: below(edge.origin, 'port'),
      code: 'cdn/port-in-use',
      user: edge.id,
    }));
  return [...balancers, ...edges];
}

/** Of each port in use, one finding for each part that wants it. */
export function portFindings(
  wanted: readonly WantedPort[],
  inUse: ReadonlySet<number>,
  describe: (port: number) => string,
): Finding[] {
  return wanted
    .filter(({ port }) => inUse.has(port))
    .map(({ port, pointer, code, user }) => ({
      code,
      severity: 'error' as const,
      message: `port ${port} of ${user} is taken on this machine by ${describe(port)}`,
      pointer,
      fix: `another port, or end that process`,
    }));
}

/**
 * An address that no stack is given. Parts have addresses of their own, so what can be in their way is a listener on
 * every address; whoever can listen here, on the same port, meets none.
 */
const probe = '127.255.255.254';

/** Findings for the ports of the plan that others use on this machine now. */
export async function findPortsInUse(plan: Plan): Promise<Finding[]> {
  const wanted = wantedPorts(plan);
  const inUse = new Set<number>();
  for (const port of new Set(wanted.map(({ port }) => port))) {
    if (!(await canListen(probe, port))) inUse.add(port);
  }
  return portFindings(wanted, inUse, (port) => describeListener(probe, port));
}
