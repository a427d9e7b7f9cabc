import type { Edit, sites } from '../support/sites.ts';

/** A limit of a cloud, at which a site is accepted and past which it is refused. */
export interface Limit {
  /** As the cloud has it. */
  of: string;
  /** Our code for it. */
  code: string;
  site: keyof typeof sites;
  at: readonly Edit[];
  past: readonly Edit[];
}

/** A limit that nothing in a stack file can pass. */
export interface OutOfReach {
  of: string;
  because: string;
}

/** Two values of one place: the last that is accepted, and the first that is not. */
export function limit(
  of: string,
  code: string,
  site: keyof typeof sites,
  edits: (value: string) => readonly Edit[],
  [at, past]: readonly [at: string, past: string],
): Limit {
  return { of, code, site, at: edits(at), past: edits(past) };
}
