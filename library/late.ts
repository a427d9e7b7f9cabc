import { type Input, Output } from '@pulumi/pulumi';
import { capacityLimits } from '../topology/catalog/limits.ts';
import type { Pointer } from '../topology/diagnostics/diagnostic.ts';
import { below, keysOf } from '../topology/diagnostics/pointer.ts';
import { isRecord } from '../topology/diagnostics/show.ts';

/** What of a site becomes known only later, by its place. */
export type Late = Map<Pointer, Input<unknown>>;

const isLate = (value: unknown): boolean => Output.isInstance(value) || value instanceof Promise;

/** Takes what isn't known yet out of a site, and notes its place. What is `undefined` isn't there at all. */
export function withoutLate(value: unknown, at: Pointer, late: Late): unknown {
  return mapLeaves(value, at, (leaf, pointer, siblings) => {
    if (!isLate(leaf)) return leaf;
    const stand = placeholders[keysOf(pointer).at(-1) ?? ''];
    if (!stand) return NOT_KNOWN;
    late.set(pointer, leaf);
    return stand(siblings);
  });
}

/** The site once all of it is known. */
export function withKnown(value: unknown, at: Pointer, known: ReadonlyMap<Pointer, unknown>): unknown {
  return mapLeaves(value, at, (leaf, pointer) => (known.has(pointer) ? known.get(pointer) : leaf));
}

type Siblings = Record<string, unknown>;

function mapLeaves(
  value: unknown,
  at: Pointer,
  map: (leaf: unknown, pointer: Pointer, siblings: Siblings) => unknown,
  siblings: Siblings = {},
): unknown {
  if (isLate(value)) return map(value, at, siblings);
  if (Array.isArray(value)) return value.map((item, position) => mapLeaves(item, below(at, position), map));
  if (!isRecord(value)) return map(value, at, siblings);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(
    members.map(([key, member]) => [key, mapLeaves(member, below(at, key), map, value)]),
  );
}

/** More than any rule or schedule asks for, and no more than any cloud has room for. */
const MANY = Math.min(
  ...capacityLimits.rows.filter(({ platform }) => platform !== 'local').map(({ most }) => most),
);

/** Words that may be Inputs, and what stands for them until they are known: of the right kind, and in nobody's way. */
const placeholders: Record<string, (siblings: Siblings) => unknown> = {
  min: () => 0,
  max: () => MANY,
  desired: ({ min }) => (typeof min === 'number' ? min : 0),
  initial: ({ min }) => (typeof min === 'number' ? min : 0),
  onDemandBase: () => 0,
  image: () => 'debian-12',
  cidr: () => '10.0.0.0/16',
};

/** Stands where only a plain value may: the schema tells that it isn't one. */
const NOT_KNOWN = { 'an Output': 'which is not known when the program runs' };
