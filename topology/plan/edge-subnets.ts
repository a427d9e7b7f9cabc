import { formatCidr, knownCidr, sizeOf } from '../network/cidr.ts';

/** Zones' own subnets take 26 of 32 slots from the network's start; its last eighth is free. */
const SPARE_EIGHTH = 7 / 8;

/** A 256th of the network each, so that 32 fit into the eighth: a /24 of a /16, and AWS's smallest, a /28, of a /20. */
const EDGE_BITS = 8;

/**
 * The public subnet of a zone, which holds only balancers and the NAT gateway. Like the zone's own subnet its place
 * depends on the zone's letter alone, so that no change of the list moves another one.
 */
export function edgeSubnet(network: string, zone: string): string {
  const { base, prefix } = knownCidr(network);
  const slot = zone.charCodeAt(zone.length - 1) - 'a'.charCodeAt(0);
  const size = prefix + EDGE_BITS;
  return formatCidr({ base: base + sizeOf(prefix) * SPARE_EIGHTH + slot * sizeOf(size), prefix: size });
}
