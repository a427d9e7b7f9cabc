import type { Finding, Pointer, Severity } from '../diagnostics/diagnostic.ts';
import type { Site } from '../schema/site.ts';
import type { SiteIndex } from '../site-index.ts';

/** What a check may look at: a site that the schema accepts, and nothing else; no clock, no cloud. */
export interface CheckContext {
  site: Site;
  index: SiteIndex;
  /** Names of the secrets beside the site, without `skerry:`. */
  secrets: ReadonlySet<string>;
  now: Date;
  /** Of a file that is sound only in part: whether something at, below or above the place was left out. */
  leftOut?: (pointer: Pointer) => boolean;
}

/** A finding without what the check itself knows; the fix is what a person looks for first, so each has one. */
export type Problem = Omit<Finding, 'code' | 'severity'> & {
  fix: string;
  /** Where something is missing that this follows from: not told if what stands there in the file is wrong itself. */
  lacking?: Pointer[];
};

/** One rule. Its code is stable for ever; a rule that asks for another fix gets another code. */
export interface Check {
  code: string;
  severity: Severity;
  /** What holds for a site that passes: a sentence without a full stop. */
  summary: string;
  run: (context: CheckContext) => Iterable<Problem>;
}

/** An error, which most rules are. */
export function rule(code: string, summary: string, run: Check['run']): Check {
  return { code, severity: 'error', summary, run };
}
