import type { Severity } from '../diagnostic.ts';

/** What a report tells of a rule beside its findings. */
export interface RuleHelp {
  severity: Severity;
  /** What holds where the rule is kept: a sentence without a full stop. */
  summary: string;
  /** More, as Markdown paragraphs. */
  details?: readonly string[];
}

/** `undefined` for a code that nobody has described. */
export type RuleHelpOf = (code: string) => RuleHelp | undefined;
