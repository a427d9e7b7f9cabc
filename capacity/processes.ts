import type { GroupProcess } from '../topology/plan/lifecycle.ts';
import { GroupError } from './group-error.ts';

/** A cloud's own names of its processes; absent: it has none such. */
export type ProcessNames = Readonly<Partial<Record<GroupProcess, string>>>;

/** @throws {GroupError} `refused`, where the cloud has no such process */
export function namesOf(id: string, processes: readonly GroupProcess[], names: ProcessNames): string[] {
  return processes.map((process) => {
    const name = names[process];
    if (name !== undefined) return name;
    throw new GroupError('refused', `${id}: this cloud has no process ${process}`, {
      fix: `one of ${Object.keys(names).join(', ')}`,
    });
  });
}

/** The way back, in the order of the table; what the table does not hold is left out. */
export function processesOf(suspended: readonly (string | undefined)[], names: ProcessNames): GroupProcess[] {
  const found = new Set(suspended);
  return (Object.entries(names) as [GroupProcess, string][])
    .filter(([, name]) => found.has(name))
    .map(([process]) => process);
}
