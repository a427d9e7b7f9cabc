import { policies } from '../../policies/registry.ts';
import { levelOf } from '../../policies/levels.ts';
import { urlOf } from '../../policies/url.ts';
import { ruleHelpOf } from '../../topology/codes/rule-help.ts';
import type { RuleHelp } from '../../topology/diagnostics/format/rule-help.ts';
import { sourcePaths } from '../check/source-path.ts';
import type { Teller } from '../check/tell-reports.ts';

const byId = new Map(policies.map((policy) => [policy.id, policy]));

export const tellerOfPolicies = (elapsedMs: number): Teller => ({
  category: 'policies',
  ruleOf: (code) => policyHelpOf(code) ?? ruleHelpOf(code),
  pathOf: sourcePaths(),
  elapsedMs,
});

/** What reports tell of a policy. */
function policyHelpOf(id: string): RuleHelp | undefined {
  const policy = byId.get(id);
  if (!policy) return undefined;
  const { summary, why, remediation, severity, source } = policy;
  return {
    severity: levelOf(id, 'production') === 'mandatory' ? 'error' : 'warning',
    summary: summary.replace(/\.$/, ''),
    details: [why, `Fix: ${remediation}`, `Severity: ${severity}. From: ${source}.`, `See ${urlOf(id)}`],
  };
}
