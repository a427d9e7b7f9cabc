import { portTrouble, type PortTrouble } from '../../providers/local/network/port-check.ts';
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

/** Of each port in trouble, one finding for each part that wants it. */
export function portFindings(
  wanted: readonly WantedPort[],
  troubles: ReadonlyMap<number, PortTrouble>,
): Finding[] {
  return wanted.flatMap(({ port, pointer, code, user }) => {
    const trouble = troubles.get(port);
    return trouble ? [{ code, severity: 'error', pointer, ...wordsOf(port, user, trouble) } as const] : [];
  });
}

function wordsOf(port: number, user: string, trouble: PortTrouble): { message: string; fix: string } {
  if (trouble.kind === 'reserved') {
    return { message: `port ${port} of ${user} is reserved for root on this machine`, fix: '1024 or higher' };
  }
  return {
    message: `port ${port} of ${user} is taken on this machine by ${trouble.holder}`,
    fix: 'another port, or end that process',
  };
}

/** Findings for the ports of the plan that this user can't have on this machine now. */
export async function findPortsInUse(plan: Plan): Promise<Finding[]> {
  const wanted = wantedPorts(plan);
  const troubles = new Map<number, PortTrouble>();
  for (const port of new Set(wanted.map(({ port }) => port))) {
    const trouble = await portTrouble(port);
    if (trouble) troubles.set(port, trouble);
  }
  return portFindings(wanted, troubles);
}
