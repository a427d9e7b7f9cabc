import { SECOND, keyOf } from './facts/second.ts';
import { madeUpId } from './made-up.ts';
import { unwrap } from './values.ts';
import type { World } from './world.ts';

type Properties = Record<string, unknown>;

const plain = (inputs: Properties): Properties => unwrap(inputs) as Properties;

/** Whether it lies in no cloud, but in the engine's state alone: what that doesn't hold has never been. */
export const isInNoCloud = (type: string): boolean => type.startsWith('random:');

/**
 * Id of what is about to be created. The first of its URN always gets the same; where something is there already, that
 * of the other, or another one.
 *
 * @throws where the cloud refuses a second one
 */
export function idOfNew(world: World, urn: string, type: string, inputs: Properties): string {
  if (isInNoCloud(type)) return madeUpId(urn);
  const key = keyOf(type, plain(inputs));
  const same = key === undefined ? undefined : world.all().find(hasKey(type, key));
  if (same && SECOND[type]?.writesOver) return same.id;
  if (same) throw new Error(`${type} ${key} already exists (${same.id})`);
  const id = madeUpId(urn);
  for (let n = 1; ; n += 1) {
    const free = n === 1 ? id : `${id}${n}`;
    if (!world.get(free)) return free;
  }
}

/** Finds a resource by what its provider imports it by: its id, its key, or its ARN. */
export function findForImport(world: World, type: string, given: string) {
  const byKey = SECOND[type]?.importedByKey === true ? world.all().find(hasKey(type, given)) : undefined;
  const found = byKey ?? world.get(given) ?? world.get(given.slice(given.lastIndexOf('/') + 1));
  return found?.type === type ? found : undefined;
}

const hasKey =
  (type: string, key: string) =>
  (one: { type: string; inputs: Properties }): boolean =>
    one.type === type && keyOf(type, plain(one.inputs)) === key;
