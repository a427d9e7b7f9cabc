import type { GroupNode, Plan } from '../../../topology/plan/plan.ts';
import { cloudName } from '../../names.ts';

const NAME_MAX = 255;

/** A group's name at the cloud, which is also its id there: policies and metrics name it before it exists. */
export function groupName(plan: Plan, node: GroupNode): string {
  return cloudName(plan.stack, node.id, NAME_MAX);
}
