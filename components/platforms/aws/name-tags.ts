import type { Plan } from '../../../topology/plan/plan.ts';
import { cloudName } from '../../names.ts';
import { siteTags } from '../../tags.ts';

/**
 * Tags of what has no name of its own in AWS, a name among them: AWS's console shows it, and by it alone one is told
 * from its siblings where an answer of AWS was lost.
 */
export function nameTags(plan: Plan, region: string | undefined, id: string): Record<string, string> {
  return { ...siteTags(plan, region), Name: cloudName(plan.stack, id, 255) };
}
