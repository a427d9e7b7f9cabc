/**
 * Which loopback address a part gets: the first /24 of a region's /16 holds its infrastructure in bands by kind, the
 * next ones hold the instances, a /24 a zone in the order of the stack file.
 */
export type InfrastructureKind = 'redis' | 'bucket' | 'sample-upstream' | 'balancer' | 'cdn';

/** First and last host number of each kind's band. */
const BANDS: Record<InfrastructureKind, readonly [number, number]> = {
  redis: [10, 19],
  bucket: [20, 79],
  'sample-upstream': [80, 89],
  balancer: [100, 179],
  cdn: [180, 199],
};
const INSTANCES = [10, 250] as const;

/** A /24 a zone, after the first one. */
export const MAX_ZONES = 250;

const CIDR = /^127\.(\d{1,3})\.0\.0\/16$/;

/** Second octet of a loopback /16; `undefined` for anything else, 127.0 (where everybody listens) and 127.255 included. */
export function secondOctet(cidr: string): number | undefined {
  const text = CIDR.exec(cidr)?.[1];
  const octet = Number(text);
  return text !== undefined && String(octet) === text && octet >= 1 && octet <= 254 ? octet : undefined;
}

export const cidrOf = (octet: number): string => `127.${octet}.0.0/16`;

/**
 * The lowest free address of the kind's band.
 *
 * @param taken addresses of the network that are in use
 * @throws when the band is full
 */
export function infrastructureAddress(
  cidr: string,
  kind: InfrastructureKind,
  taken: ReadonlySet<string>,
): string {
  const [first, last] = BANDS[kind];
  return lowestFree(cidr, 0, first, last, taken, `parts of kind "${kind}"`);
}

/** @param zone index of the zone in the network's list */
export function instanceAddress(cidr: string, zone: number, taken: ReadonlySet<string>): string {
  if (!Number.isInteger(zone) || zone < 0 || zone >= MAX_ZONES) {
    throw new Error(
      `zone number ${zone} of ${cidr} has no /24: a region on local has at most ${MAX_ZONES} zones`,
    );
  }
  return lowestFree(cidr, zone + 1, INSTANCES[0], INSTANCES[1], taken, 'instances of this zone');
}

function lowestFree(
  cidr: string,
  third: number,
  first: number,
  last: number,
  taken: ReadonlySet<string>,
  what: string,
): string {
  const octet = secondOctet(cidr);
  if (octet === undefined) throw new Error(`"${cidr}" is no loopback /16 such as 127.42.0.0/16`);
  for (let host = first; host <= last; host++) {
    const address = `127.${octet}.${third}.${host}`;
    if (!taken.has(address)) return address;
  }
  throw new Error(`${cidr} has no free address for ${what}: ${last - first + 1} are in use`);
}
