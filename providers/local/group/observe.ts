import { probe } from '../parts/probe.ts';
import { listRecords } from '../parts/record.ts';
import type { FoundPart } from '../parts/record.ts';
import { isEnabled } from '../supervisor/service.ts';
import type { InstanceDeclaration } from './declaration.ts';
import type { PlannedInstance } from './plan-group.ts';

export async function listInstances(stateDir: string, group: string): Promise<FoundPart[]> {
  return (await listRecords(stateDir)).filter(isInstanceOf(group));
}

/** @param group id of the group's part */
export const isInstanceOf =
  (group: string) =>
  ({ kind, inputs }: FoundPart): boolean =>
    kind === 'instance' && (inputs as InstanceDeclaration).group === group;

/** Complete, and with its service: one whose service somebody has removed is to be started again. */
const isAtWork = (stateDir: string, { id, phase }: FoundPart): boolean =>
  phase === 'ready' && isEnabled(stateDir, id);

/** Instances that are neither gone, nor going, nor yet to come. */
export async function countAtWork(stateDir: string, group: string): Promise<number> {
  const instances = await listInstances(stateDir, group);
  return instances.filter(
    (part) => isAtWork(stateDir, part) && !(part.inputs as InstanceDeclaration).draining,
  ).length;
}

/** The group as the plan wants it: conditions are asked of the instances themselves. */
export async function observeInstances(stateDir: string, group: string): Promise<PlannedInstance[]> {
  return await Promise.all(
    (await listInstances(stateDir, group)).map(async (part) => {
      const { name, inputs, probe: target } = part;
      const { zone, fingerprint, created, draining } = inputs as InstanceDeclaration;
      const state = draining ? 'draining' : isAtWork(stateDir, part) ? 'running' : 'starting';
      const healthy = target !== undefined && (await probe(target)) === undefined;
      return { id: name, zone, fingerprint, created, state, healthy };
    }),
  );
}
