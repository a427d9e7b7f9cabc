import { isCurrent, isReplaceable, type Dist } from '../composer/dists.ts';
import { distsPrefix } from '../composer/layout.ts';
import type { ServingBucket } from './bucket.ts';
import { eachLimited } from './each-limited.ts';

/** Small requests for one package at a time. */
const HEADS_AT_ONCE = 16;

export interface StoredDist {
  size: number;
  modified: Date;
  /** False: its bytes are others than the metadata means, such as those before the upstream built it again. */
  isCurrent: boolean;
}

/** Those of the dists that a bucket has, by key. Objects are asked for one by one only where the key says too little. */
export async function storedDists(
  { store }: ServingBucket,
  packageName: string,
  dists: ReadonlyMap<string, Dist>,
  signal: AbortSignal,
): Promise<Map<string, StoredDist>> {
  const stored = new Map<string, StoredDist>();
  const unsure: Dist[] = [];
  for await (const { key, size, modified } of store.list(distsPrefix(packageName), { signal })) {
    const dist = dists.get(key);
    if (!dist) continue;
    stored.set(key, { size, modified, isCurrent: true });
    if (isReplaceable(dist)) unsure.push(dist);
  }
  await eachLimited(HEADS_AT_ONCE, unsure, async (dist) => {
    const info = await store.head(dist.key, { signal });
    if (info === undefined) stored.delete(dist.key);
    else stored.set(dist.key, { ...info, isCurrent: isCurrent(dist, info.metadata) });
  });
  return stored;
}
