import type { Accepted, Finding } from '../diagnostics/diagnostic.ts';

/** A finding that somebody accepts for a time, as a comment or the site's `exempt` says. */
export interface Exemption extends Accepted {
  code: string;
  /** Whether a finding of its code is one that it speaks of. */
  covers: (finding: Finding) => boolean;
  /** What it speaks of, in words: `on line 45`. */
  where: string;
  /** Where it stands itself. */
  place: Place;
}

export type Place = Pick<Finding, 'pointer' | 'range' | 'at'>;

/** What one way of writing exemptions gives: those that can be read, and what is wrong with the others. */
export interface Exemptions {
  exemptions: Exemption[];
  problems: Finding[];
}

export const NONE: Exemptions = { exemptions: [], problems: [] };

/** It holds to the end of its last day, by UTC: a plan must not depend on where it is made. */
export function isOver({ until }: Accepted, now: Date): boolean {
  return now.toISOString().slice(0, 10) > until;
}
