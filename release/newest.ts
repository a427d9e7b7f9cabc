import type { ReadableStore } from '../storage/store.ts';
import { MissingError, RollbackError } from './errors.ts';
import { epochOfKey, pointerKey, pointerPrefix } from './layout.ts';
import { readPointer, type Pointer } from './pointer.ts';

/** The newest pointer that an instance has verified, kept over restarts. */
export interface Seen {
  epoch: number;
  root: string;
}

/**
 * The newest pointer of a channel, verified; `undefined` where there is none yet. Costs one listing of the epochs from
 * the one last seen on, and one read where there is a newer one.
 */
export async function newestPointer(
  store: ReadableStore,
  channel: string,
  publicKeys: readonly string[],
  seen?: Seen,
): Promise<Pointer | undefined> {
  const epoch = await newestEpoch(store, channel, seen ? seen.epoch - 1 : 0);
  if (epoch === undefined) {
    if (!seen) return undefined;
    throw new RollbackError(
      `the bucket's newest pointer of ${channel} is older than epoch ${seen.epoch}, seen before`,
    );
  }
  const object = await store.get(pointerKey(channel, epoch));
  if (object === undefined || object === 'unchanged') {
    throw new MissingError(`pointer ${channel}/${epoch} has gone from the bucket`);
  }
  return readPointer(object.body, { channel, epoch, publicKeys, ...(seen ? { seen } : {}) });
}

async function newestEpoch(
  store: ReadableStore,
  channel: string,
  after: number,
): Promise<number | undefined> {
  let newest: number | undefined;
  for await (const { key } of store.list(pointerPrefix(channel), { after: pointerKey(channel, after) })) {
    newest = epochOfKey(key) ?? newest;
  }
  return newest;
}
