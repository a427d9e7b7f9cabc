/** An IPv4 range. `base` is its first address as an unsigned 32-bit number, host bits all zero. */
export interface Cidr {
  base: number;
  /** Length of the network part in bits, 0 to 32. */
  prefix: number;
}

export type CidrProblem =
  { problem: 'octet' | 'prefix' | 'form' } | { problem: 'host-bits'; network: string };

/** Reads `10.17.0.0/16`; a range whose address has host bits (`10.17.3.0/16`) is told apart, with what was likely meant. */
export function parseCidr(text: string): Cidr | CidrProblem {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (!match) return { problem: 'form' };
  const [a, b, c, d, prefix] = match.slice(1).map(Number) as [number, number, number, number, number];
  if ([a, b, c, d].some((octet) => octet > 255)) return { problem: 'octet' };
  if (prefix > 32) return { problem: 'prefix' };
  const address = a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d;
  const base = address - (address % sizeOf(prefix));
  return base === address
    ? { base, prefix }
    : { problem: 'host-bits', network: formatCidr({ base, prefix }) };
}

/** As `parseCidr`, for what has been checked before. */
export function knownCidr(text: string): Cidr {
  const cidr = parseCidr(text);
  if ('problem' in cidr) throw new Error(`${text} is no IPv4 range (${cidr.problem})`);
  return cidr;
}

export function formatCidr({ base, prefix }: Cidr): string {
  return `${[24, 16, 8, 0].map((shift) => Math.floor(base / 2 ** shift) % 256).join('.')}/${prefix}`;
}

/** Addresses in a range of this prefix length. */
export function sizeOf(prefix: number): number {
  return 2 ** (32 - prefix);
}

export function overlaps(a: Cidr, b: Cidr): boolean {
  return a.base < b.base + sizeOf(b.prefix) && b.base < a.base + sizeOf(a.prefix);
}

export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.prefix <= inner.prefix && overlaps(outer, inner);
}

/** RFC 1918; 100.64.0.0/10 is left out, because Alibaba Cloud uses it for its own services. */
export const PRIVATE: readonly Cidr[] = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map(knownCidr);
