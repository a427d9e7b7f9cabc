import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../../setup/paths.ts';
import { analyse } from '../../../topology/analyse.ts';
import type { GroupNode, LoadBalancerNode, Plan } from '../../../topology/plan/plan.ts';

/** Plan of one of the project's own stacks, so that mappings are tested on what users really write; edited, if need be. */
export function planOf(stack: string, ...edits: [from: string, to: string][]): Plan {
  const path = join(repositoryRoot(), 'stacks', `Pulumi.${stack}.yaml`);
  const text = edits.reduce(
    (before, [from, to]) => {
      if (!before.includes(from)) throw new Error(`${from} is not in ${path}`);
      return before.replace(from, to);
    },
    readFileSync(path, 'utf8'),
  );
  const { plan, diagnostics } = analyse({ path, text, now: new Date('2026-11-22T12:00:00Z') });
  if (!plan) throw new Error(`${path} has no plan: ${JSON.stringify(diagnostics)}`);
  return plan;
}

export function groupOf(plan: Plan, id: string): GroupNode {
  return found(
    plan.regions.flatMap((region) => region.groups).find((group) => group.id === id),
    id,
  );
}

export function balancerOf(plan: Plan, id: string): LoadBalancerNode {
  return found(
    plan.regions.flatMap((region) => region.loadBalancers).find((node) => node.id === id),
    id,
  );
}

export function regionOf(plan: Plan, name: string): Plan['regions'][number] {
  return found(
    plan.regions.find((region) => region.name === name),
    name,
  );
}

function found<T>(value: T | undefined, id: string): T {
  if (value === undefined) throw new Error(`the plan has no ${id}`);
  return value;
}
