import { surely } from './unknown.ts';

/** Ranges wider than this are the internet, in however many pieces they are written: a 256th of it. */
const WIDEST = { ipv4: 8, ipv6: 16 } as const;

/** Whether a range of addresses stands for everybody. */
export function isWorld(cidr: string | undefined): boolean {
  const prefix = Number(cidr?.split('/')[1] ?? NaN);
  return prefix < (cidr?.includes(':') ? WIDEST.ipv6 : WIDEST.ipv4);
}

/** A count and its noun: `1 zone`, `2 zones`. */
export const count = (number: number, unit: string): string => `${number} ${unit}${number === 1 ? '' : 's'}`;

/** Items of a list that may not be there, and may hold what isn't known yet. */
export function listed<T>(list: readonly T[] | null | undefined): readonly T[] {
  return list ?? [];
}

/** Of some things those that surely are so. */
export function sure<T>(list: readonly T[] | null | undefined, test: (item: T) => boolean): T[] {
  const items = list ?? [];
  return Array.from({ length: items.length }, (_, at) => at)
    .filter((at) => surely(() => test(items[at] as T)))
    .map((at) => items[at] as T);
}

/** Whether a value is there, known or not: as a secret or a reference is. */
export function isGiven(inputs: object, property: string): boolean {
  const value: unknown = Object.getOwnPropertyDescriptor(inputs, property)?.value;
  return value !== undefined && value !== null && value !== '';
}
