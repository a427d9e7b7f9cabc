import { formatCidr, knownCidr, sizeOf } from '../network/cidr.ts';

/** A slot for each letter that a zone's name can end in, and some to spare. */
const SLOT_BITS = 5;

/**
 * Lays one subnet a zone out in a network: the place depends on the zone's letter alone (`…-a` is slot 0), so that a
 * zone added, removed or moved in the list never moves another one's subnet, which would replace it with all its
 * instances. A slot is a 32nd of the network (a /21 with 2,048 addresses of a /16), but no larger than `shortest`.
 *
 * @param shortest prefix length of the largest subnet that the platform has
 */
export function layOutSubnets(
  network: string,
  zones: readonly string[],
  shortest = 16,
): { zone: string; cidr: string }[] {
  const { base, prefix } = knownCidr(network);
  const subnet = Math.max(shortest, prefix + SLOT_BITS);
  return zones.map((zone) => ({
    zone,
    cidr: formatCidr({ base: base + slotOf(zone) * sizeOf(subnet), prefix: subnet }),
  }));
}

/** The last of a network's slots, which no zone's letter leads to. */
export function lastSlot(network: string): string {
  const { base, prefix } = knownCidr(network);
  const subnet = prefix + SLOT_BITS;
  return formatCidr({ base: base + sizeOf(prefix) - sizeOf(subnet), prefix: subnet });
}

function slotOf(zone: string): number {
  const slot = zone.charCodeAt(zone.length - 1) - 'a'.charCodeAt(0);
  if (slot < 0 || slot > 25)
    throw new Error(`zone ${zone} ends in no letter, which says its place in the network`);
  return slot;
}
