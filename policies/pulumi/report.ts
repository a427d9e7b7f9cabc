import type { ReportViolation } from '@pulumi/policy';
import type { PolicyText } from '../policy.ts';
import { levelOf } from '../levels.ts';
import { urlOf } from '../url.ts';
import { stageOf } from './stage.ts';

/** What the SDK takes as well as a text, though its types don't say so: a violation with a level of its own. */
type ReportAtLevel = (violation: { message: string; urn: string; enforcementLevel?: 'advisory' }) => void;

/**
 * Tells the engine of violations, at the level that the stack's stage asks for. Policies are declared at the level of
 * production, so that `--policy-pack-config` counts there as usual; other stages lower it here, where the stack is known.
 */
export async function reportAll(
  policy: PolicyText,
  violations: readonly { urn: string; message: string }[],
  report: ReportViolation,
): Promise<void> {
  for (const { urn, message } of violations) {
    const level = levelOf(policy.id, await stageOf(urn));
    if (level === 'disabled') continue;
    (report as unknown as ReportAtLevel)({
      message: `${message}\n${policy.remediation}\n${urlOf(policy.id)}`,
      urn,
      ...(level === 'advisory' && { enforcementLevel: level }),
    });
  }
}
