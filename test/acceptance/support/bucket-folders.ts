import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { World } from '../../support/standin-provider/world.ts';

/** Gives a real store the buckets that a stand-in provider has made; a bucket is a folder there. */
export function makeBuckets(world: World, store: { folder: string }): void {
  for (const { type, inputs } of world.all()) {
    if (!/:(oss|s3)\/bucket:Bucket$/.test(type)) continue;
    mkdirSync(join(store.folder, 'data', String(inputs['bucket'])), { recursive: true });
  }
}
