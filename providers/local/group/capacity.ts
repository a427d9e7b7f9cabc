import { join } from 'node:path';
import type { ScalingGroupInputs } from '../resources.ts';
import { readIfExists, writeIfChanged } from '../state/files.ts';
import { partFolder } from '../state/layout.ts';

/** A group's live capacity: `capacity.json` of its folder. Whoever owns `desired` writes it there. */
export interface LiveCapacity {
  min: number;
  max: number;
  desired: number;
}

/**
 * The capacity after an update: an owner `iac` declares `desired`; under any other owner it stays as it is, within the
 * declared bounds.
 *
 * @param live capacity of now; absent at creation
 */
export function resolveCapacity(
  declared: ScalingGroupInputs['capacity'],
  live: LiveCapacity | undefined,
): LiveCapacity {
  const { owner, min, max } = declared;
  const wanted = owner === 'iac' || !live ? declared.desired : live.desired;
  return { min, max, desired: Math.min(Math.max(wanted, min), max) };
}

export async function readCapacity(stateDir: string, group: string): Promise<LiveCapacity | undefined> {
  const text = await readIfExists(capacityPath(stateDir, group));
  return text === undefined ? undefined : (JSON.parse(text) as LiveCapacity);
}

export async function writeCapacity(stateDir: string, group: string, capacity: LiveCapacity): Promise<void> {
  await writeIfChanged(capacityPath(stateDir, group), `${JSON.stringify(capacity)}\n`);
}

const capacityPath = (stateDir: string, group: string): string =>
  join(partFolder(stateDir, group), 'capacity.json');
