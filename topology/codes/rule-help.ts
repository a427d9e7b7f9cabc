import type { RuleHelp } from '../diagnostics/format/rule-help.ts';
import { codeOf } from './catalogue.ts';
import type { PreventedError } from './code.ts';
import { CLOUDS } from './words.ts';

/** What reports tell of a code of the catalogue. */
export function ruleHelpOf(code: string): RuleHelp | undefined {
  const meaning = codeOf(code);
  if (!meaning) return undefined;
  const { severity, summary, why, allowed, fix, prevents = [] } = meaning;
  const details = [why, `Allowed: ${allowed}`, `Fix: ${fix}`];
  if (prevents.length > 0) details.push(`Prevents: ${prevents.map(told).join(', ')}.`);
  return { severity, summary, details, more: `skerry explain ${code}` };
}

const told = ({ cloud, error }: PreventedError): string => `${error} (${CLOUDS[cloud]})`;
