import { levelOf } from '../levels.ts';
import type { PolicyText } from '../policy.ts';
import { urlOf } from '../url.ts';

/** What the engine is told of a policy before anything is judged. */
export function declared(policy: PolicyText) {
  const { id, summary, severity, remediation } = policy;
  return {
    name: id,
    description: summary,
    severity,
    remediationSteps: remediation,
    url: urlOf(id),
    enforcementLevel: levelOf(id, 'production'),
  };
}
