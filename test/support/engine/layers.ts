import type { ResourceState } from './project.ts';

type Node = Pick<ResourceState, 'urn' | 'type' | 'custom' | 'dependencies'>;

/**
 * Resources in as few groups as there can be so that none of a group waits for another of it: a run of the engine comes
 * to all of a group, whatever becomes of one of them. Each of a group waits for one of the group before it.
 *
 * @param all everything that may stand between two of them
 */
export function layersOf<T extends Node>(some: readonly T[], all: readonly Node[]): T[][] {
  const before = predecessors(all);
  const sorted = [...some].sort((one, other) => before(one.urn).size - before(other.urn).size);
  const layers: T[][] = [];
  for (const one of sorted) {
    const level = layers.findLastIndex((layer) => layer.some(({ urn }) => before(one.urn).has(urn))) + 1;
    (layers[level] ??= []).push(one);
  }
  return layers;
}

/** One resource of each type: of several that which waits for the fewest others. */
export function oneOfEachType<T extends Node>(some: readonly T[], all: readonly Node[]): T[] {
  const before = predecessors(all);
  const first = new Map<string, T>();
  for (const one of some) {
    const other = first.get(one.type);
    if (!other || before(one.urn).size < before(other.urn).size) first.set(one.type, one);
  }
  return [...first.values()];
}

/** All that is there before a resource is, directly or not. */
function predecessors(all: readonly Node[]): (urn: string) => ReadonlySet<string> {
  const byUrn = new Map(all.map((one) => [one.urn, one]));
  const known = new Map<string, ReadonlySet<string>>();
  return function before(urn: string): ReadonlySet<string> {
    const found = known.get(urn);
    if (found) return found;
    const set: ReadonlySet<string> = new Set(
      (byUrn.get(urn)?.dependencies ?? []).flatMap((one) => [one, ...before(one)]),
    );
    known.set(urn, set);
    return set;
  };
}

/** What lies in a cloud, of all that is registered. */
export const isInCloud = ({ type, custom }: Node): boolean =>
  custom === true && !/^(pulumi|random):/.test(type);
