import type { Plan } from '../plan/plan.ts';

/** The plan as it is. Ends with a newline. */
export function renderJson(plan: Plan): string {
  return `${JSON.stringify(plan, null, 2)}\n`;
}
