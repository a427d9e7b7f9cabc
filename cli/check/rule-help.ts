import type { RuleHelp } from '../../topology/diagnostics/format/rule-help.ts';
import { checks } from '../../topology/checks/registry.ts';

const byCode = new Map(checks.map((check) => [check.code, check]));

/** What reports tell of a rule. */
export function ruleHelpOf(code: string): RuleHelp | undefined {
  return byCode.get(code);
}
