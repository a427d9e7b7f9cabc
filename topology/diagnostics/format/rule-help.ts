import type { Severity } from '../diagnostic.ts';

/** What a report tells of a rule beside its findings. */
export interface RuleHelp {
  severity: Severity;
  /** What holds where the rule is kept: a sentence without a full stop. */
  summary: string;
  /** Why it is, what is allowed, what to do: paragraphs. */
  details?: readonly string[];
  /** A command that tells more. */
  more?: string;
}

/** `undefined` for a code that nobody has described. */
export type RuleHelpOf = (code: string) => RuleHelp | undefined;
