import type { Code } from '../codes/code.ts';
import type { Finding, Pointer } from '../diagnostics/diagnostic.ts';
import type { Site } from '../schema/site.ts';
import type { SiteIndex } from '../site-index.ts';

/** What a check may look at: a site that the schema accepts, and nothing else; no clock, no cloud. */
export interface CheckContext {
  site: Site;
  index: SiteIndex;
  /** Names of the secrets beside the site, without `skerry:`. */
  secrets: ReadonlySet<string>;
  now: Date;
  /** Of a program that brings its own: nothing is known of their sizes. Default: laid out in the region's network. */
  subnets?: 'laid-out' | 'given';
  /** Of a file that is sound only in part: whether something at, below or above the place was left out. */
  leftOut?: (pointer: Pointer) => boolean;
}

/** A finding without what the check itself knows; the fix is what a person looks for first, so each has one. */
export type Problem = Omit<Finding, 'code' | 'severity'> & {
  fix: string;
  /** Where something is missing that this follows from: not told if what stands there in the file is wrong itself. */
  lacking?: Pointer[];
};

/** One rule: what its code means, and how it is found. */
export interface Check extends Code {
  run: (context: CheckContext) => Iterable<Problem>;
}

/** What a row of a table of rules says of its code. */
export type Meaning = Omit<Code, 'severity'>;

/** An error, which most rules are. */
export function rule(check: Meaning & Pick<Check, 'run'>): Check {
  return { ...check, severity: 'error' };
}
