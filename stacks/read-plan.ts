import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyse } from '../topology/analyse.ts';
import type { Plan } from '../topology/plan/plan.ts';
import { PlanError } from '../components/plan-error.ts';
import { sameValue } from '../topology/load/same-value.ts';

/**
 * The plan of a stack, from its file.
 *
 * The file is read here and not taken from the engine, because only so a finding knows its line. The engine's own
 * reading must say the same, or resources would come from another site than the one that was checked.
 *
 * @param engineSite `skerry:site` as the engine passes it
 * @throws PlanError with everything that is wrong
 */
export function readPlan(root: string, stack: string, engineSite: unknown, now: Date): Plan {
  const file = join('stacks', `Pulumi.${stack}.yaml`);
  const analysis = analyse({ path: file, text: readFileSync(join(root, file), 'utf8'), now });
  if (!analysis.plan) throw new PlanError(analysis.diagnostics.map(String).join('\n'));
  const difference = sameValue(analysis.site, engineSite, '/config/skerry:site');
  if (difference) {
    throw new PlanError(
      `${file}: Pulumi's engine reads ${JSON.stringify(difference.theirs) ?? 'nothing'} at ${difference.pointer}, ` +
        `where the checks read ${JSON.stringify(difference.ours) ?? 'nothing'}; quote the value`,
    );
  }
  return analysis.plan;
}
