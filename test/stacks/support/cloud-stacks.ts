import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../../setup/paths.ts';
import { stackFiles } from '../../../topology/load/read.ts';
import type { Plan } from '../../../topology/plan/plan.ts';
import { planOf } from '../../components/support/plans.ts';
import { type Registration, register } from '../../support/engine/in-process.ts';

export interface CloudStack {
  stack: string;
  plan: Plan;
}

/** Every stack of the repository that lies in a cloud: a new one is held to the same. */
export const cloudStacks: CloudStack[] = stackFiles(join(repositoryRoot(), 'stacks'))
  .map(({ stack }) => ({ stack, plan: planOf(stack) }))
  .filter(({ plan }) => plan.platforms.some((platform) => platform !== 'local'));

const known = new Map<string, Promise<Registration[]>>();

/** What a stack registers, once for all tests of a file. */
export function registeredOf(stack: string): Promise<Registration[]> {
  const found = known.get(stack) ?? register(planOf(stack));
  known.set(stack, found);
  return found;
}

export const goldenFolder = join(import.meta.dirname, '../golden');

export const goldenOf = (stack: string): string => readFileSync(join(goldenFolder, `${stack}.yaml`), 'utf8');
