import { nameOf } from '../../../cli/engine/pending/begun.ts';
import { identityOf } from '../../../cli/engine/pending/identities.ts';
import type { Fault } from '../standin-provider/faults.ts';
import { isInCloud, layersOf, oneOfEachType } from './layers.ts';
import type { PreviewStep, ResourceState, TestProject } from './project.ts';
import type { Recovery } from './recovery.ts';

/** Interruptions of one update of a stack, from a stack that is as its file says but for that. */
export interface Interruptions {
  end: 'kill' | 'fail';
  /** Of the n-th operation. */
  when: (n: number) => Fault['when'];
  /** `types`: at one creation or update of each type; `all`: at every one. */
  at: 'types' | 'all';
  progress?: (text: string) => void;
}

interface Operation extends ResourceState {
  operation: Fault['operation'];
}

/**
 * Interrupts an update at its operations, as many of them at a time as don't wait for each other; after each time what
 * it has left is settled, and must have been told.
 *
 * @returns what was not told of each interrupted operation, their number and their types
 */
export async function interruptAll(
  project: TestProject,
  recovery: Recovery,
  { end, when, at, progress }: Interruptions,
): Promise<{ untold: string[]; operations: number; types: Set<string> }> {
  const steps = await project.preview();
  // A preview leaves out what stays the same, and others may wait for each other by way of it.
  const planned = [...(await project.state()), ...steps.flatMap(({ newState }) => newState ?? [])];
  const operations = steps.flatMap(making);
  const chosen = at === 'all' ? operations : oneOfEachType(operations, planned);
  const layers = layersOf(chosen, planned);
  const untold: string[] = [];
  let n = 0;
  for (const [index, layer] of layers.entries()) {
    progress?.(`${index + 1} of ${layers.length}: ${layer.length} operations`);
    const faults = layer.map(({ operation, urn, type }): Fault => {
      n += 1;
      return { operation, urn, when: canBeFound(type) ? when(n) : 'before' };
    });
    const notes = await recovery.interrupt(faults, end);
    for (const [place, fault] of faults.entries()) {
      const wanted = toldOf(layer[place]!, fault, end);
      if (wanted !== undefined && !notes.some((text) => text.startsWith(wanted))) untold.push(wanted);
    }
  }
  return { untold, operations: n, types: new Set(chosen.map(({ type }) => type)) };
}

/** A replacement begins with the creation of the new one. */
function making({ op, newState }: PreviewStep): Operation[] {
  if (!newState || !isInCloud(newState)) return [];
  if (op === 'create' || op === 'update') return [{ ...newState, operation: op }];
  return op === 'replace' ? [{ ...newState, operation: 'create' }] : [];
}

/** What no provider can look for is tried by itself: that it is told. */
const canBeFound = (type: string): boolean => identityOf(type).kind !== 'unfindable';

/** How the next update begins to tell of it; `undefined`: it has nothing to tell. */
function toldOf(
  resource: ResourceState,
  { operation, when }: Fault,
  end: 'kill' | 'fail',
): string | undefined {
  const name = nameOf(resource);
  const { kind } = identityOf(resource.type);
  if (operation !== 'create') {
    return end === 'kill' ? `an earlier run was killed while updating ${name}: it is read anew` : undefined;
  }
  if (end === 'fail') {
    const isTaken = when === 'after' && (kind === 'named' || kind === 'lookUp');
    return isTaken ? `${name} is in the cloud, and no run was told: taken over (` : undefined;
  }
  const killed = `an earlier run was killed while creating ${name}: `;
  if (kind === 'unfindable') return `${killed}whether it is there can't be found out from here`;
  if (kind === 'again') return `${killed}it is created again, over what may be there`;
  return killed + (when === 'after' ? 'it is in the cloud: taken over (' : 'it is not there');
}
