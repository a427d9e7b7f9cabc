import type { Plan } from '../../topology/plan/plan.ts';
import { refused } from '../failure.ts';
import type { Stack } from './open.ts';

/**
 * A stack can't move: what runs on this machine is in another engine state than what runs in the clouds.
 *
 * @throws {Failure} exit code 1, where the stack has parts here, and its file now speaks of a cloud
 */
export function requireSamePlace({ name, local }: Stack, plan: Plan): void {
  const elsewhere = new Set(plan.regions.map(({ platform }) => platform).filter((each) => each !== 'local'));
  if (!local || elsewhere.size === 0) return;
  throw refused(
    `${name} has parts on this machine, but its file now says platform: ${[...elsewhere].join(', ')}`,
    `skerry down ${name}, which removes them, before this`,
  );
}
