import { regionOf } from '../../catalog/regions.ts';
import { below } from '../../diagnostics/pointer.ts';
import type { Check } from '../check.ts';

/**
 * In a cloud an edge is let in by being in front of the bucket; without one the word lets nobody in. A serving bucket has
 * to say it all the same: it may wait for its edge, or hold what the instances near the upstream start from.
 */
export const accessUnused: Check = {
  code: 'cdn/access-unused',
  severity: 'warning',
  summary: 'a bucket that an edge may read has an edge in front of it',
  why: 'The bucket is meant to be served and nobody outside can read it: what one takes for published is not.',
  allowed: 'access: cdn on buckets that an edge has among its origins, or that the mirror publishes to.',
  fix: 'Name the bucket in cdn.files.origins, or make it private.',
  *run({ site, index }) {
    const origins = new Set(Object.values(site.cdn ?? {}).flatMap((edge) => edge.origins));
    const serving = site.mirror?.publishTo ?? [];
    for (const { id, pointer, region, value } of index.buckets.values()) {
      // Of a misspelt region's buckets the edges may well name the right one.
      if (region.platform === 'local' || !regionOf(region.platform, region.name)) continue;
      if (value.access !== 'cdn' || origins.has(id) || serving.includes(id)) continue;
      yield {
        pointer: below(pointer, 'access'),
        message: `no edge has ${id} among its origins, so that nobody reads it from outside`,
        fix: 'private, or name it in the origins of cdn.files',
      };
    }
  },
};
