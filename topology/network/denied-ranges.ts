/** A balancer as the border of its subnets sees it. */
export interface Bordered {
  deny: readonly string[];
  listeners: readonly { port: number }[];
  allow?: 'any' | 'cdn';
}

/** A source that is refused on a range of TCP ports. */
export interface DeniedRange {
  cidr: string;
  from: number;
  to: number;
}

/** Ports from here on are also those of answers: a range that ran over them would refuse more than connections. */
const EPHEMERAL = 1024;

/**
 * What the border of subnets that several balancers share refuses, in as few ranges as can be (a cloud counts them):
 * neighbouring ports become one range where no balancer in between is open to the source.
 */
export function deniedRanges(balancers: readonly Bordered[]): DeniedRange[] {
  const sources = [...new Set(balancers.flatMap(({ deny }) => deny))];
  return sources.flatMap((cidr) => {
    const portsOf = (some: readonly Bordered[]) =>
      some.flatMap(({ listeners }) => listeners.map(({ port }) => port));
    const denied = portsOf(balancers.filter(({ deny }) => deny.includes(cidr)));
    // Whom the CDN alone may reach, nobody else reaches anyway.
    const open = portsOf(balancers.filter(({ deny, allow }) => !deny.includes(cidr) && allow !== 'cdn'));
    return merged([...new Set(denied)], open).map(([from, to]) => ({ cidr, from, to }));
  });
}

function merged(ports: number[], open: readonly number[]): [from: number, to: number][] {
  const ranges: [number, number][] = [];
  for (const port of ports.toSorted((one, other) => one - other)) {
    const last = ranges.at(-1);
    const free = last && port < EPHEMERAL && !open.some((other) => other > last[0] && other < port);
    if (free) last[1] = port;
    else ranges.push([port, port]);
  }
  return ranges;
}
