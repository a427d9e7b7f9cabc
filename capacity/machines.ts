import type { InstanceFacts } from './attachment.ts';

/** Instances of an account in a region, whoever has made them. */
export interface Machines {
  /** Those that there are of `ids`; the others are left out. */
  read(ids: readonly string[]): Promise<InstanceFacts[]>;
  /**
   * Network and zones in which a group starts its instances.
   *
   * @param group the cloud's own name of it
   */
  placeOf(group: string): Promise<GroupPlace>;
  /**
   * Writes on instances which group of which stack they were attached to, so that whoever takes them out again knows
   * that it is theirs to do. Idempotent.
   */
  mark(ids: readonly string[], mark: string): Promise<void>;
  close(): void;
}

export interface GroupPlace {
  network: string;
  zones: string[];
}

/** Tag of an attached instance: `<stack>/<region>/<group>`. */
export const ATTACHED_TAG = 'skerry:attached';

export const markOf = (stack: string, group: string): string => `${stack}/${group}`;

/** The parts of a list that a service takes one at a time. */
export function parts<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
}
