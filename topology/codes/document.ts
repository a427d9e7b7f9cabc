import { familyOf, isExemptible } from './catalogue.ts';
import type { Code } from './code.ts';
import { exampleOfCode, type Example } from './example.ts';

/** What `skerry explain --json` prints of a code: plain data, without the rule itself. */
export interface CodeDocument extends Required<
  Pick<Code, 'code' | 'severity' | 'summary' | 'why' | 'allowed' | 'fix' | 'prevents'>
> {
  family: string;
  toldBy: NonNullable<Code['toldBy']> | 'check';
  /** Whether a finding may be accepted for a time. */
  exemptible: boolean;
  tables: { subject: string; date: string; source: string }[];
  example?: Example;
}

export function documentOf(known: Code): CodeDocument {
  const { code, severity, summary, why, allowed, fix, prevents = [], tables = [], toldBy = 'check' } = known;
  const example = exampleOfCode(code);
  return {
    code,
    family: familyOf(code),
    severity,
    summary,
    why,
    allowed,
    fix,
    prevents,
    toldBy,
    exemptible: isExemptible(known),
    tables: tables.map(({ subject, date, source }) => ({ subject, date, source })),
    ...(example && { example }),
  };
}
