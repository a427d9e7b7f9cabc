import { contains, formatCidr, knownCidr, overlaps, PRIVATE, sizeOf, type Cidr } from './cidr.ts';

/** What a cloud's network is looked for in where nothing says more: above the lowest, which everybody uses. */
const USUAL = knownCidr('10.16.0.0/16');

/** The first /16 from 10.16.0.0 on that is in nobody's way. */
export function freeRange(taken: readonly Cidr[]): string {
  return formatCidr(
    taken.some((other) => overlaps(other, USUAL)) ? (nextFree(USUAL, taken) ?? USUAL) : USUAL,
  );
}

/** The next private range of the same size that is in nobody's way, from the range on; `undefined`: there is none. */
export function nextFree(range: Cidr, taken: readonly Cidr[]): Cidr | undefined {
  const within = PRIVATE.find((outer) => contains(outer, range));
  return within
    ? nextFreeIn(within, range, taken)
    : PRIVATE.map((outer) => nextFreeIn(outer, { ...range, base: outer.base }, taken)).find(Boolean);
}

/** The next loopback /16 that is in nobody's way; the first and the last are not for regions. */
export function nextFreeLoopback(range: Cidr, taken: readonly Cidr[]): Cidr | undefined {
  const reserved = ['127.0.0.0/16', '127.255.0.0/16'].map(knownCidr);
  return nextFreeIn(knownCidr('127.0.0.0/8'), { base: range.base, prefix: 16 }, [...taken, ...reserved]);
}

/** Goes round once: from the range to the end, and from the beginning to the range. */
function nextFreeIn(outer: Cidr, { base, prefix }: Cidr, taken: readonly Cidr[]): Cidr | undefined {
  const size = sizeOf(prefix);
  const end = outer.base + sizeOf(outer.prefix);
  const search = (from: number): Cidr | undefined => {
    let candidate = Math.ceil(from / size) * size;
    while (candidate + size <= end) {
      const range = { base: candidate, prefix };
      const obstacle = taken.find((other) => overlaps(other, range));
      if (!obstacle) return range;
      candidate = Math.ceil((obstacle.base + sizeOf(obstacle.prefix)) / size) * size;
    }
    return undefined;
  };
  return search(base) ?? search(outer.base);
}
