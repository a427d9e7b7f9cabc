import { redisSizeOf, redisSizes } from '../../catalog/redis-sizes.ts';
import { cite } from '../../catalog/table.ts';
import { below } from '../../diagnostics/pointer.ts';
import { rule } from '../check.ts';

export const redisSize = rule({
  code: 'redis/too-large',
  summary: 'the platform has Redis of each size',
  why: 'There is no instance class of that size: the update fails after minutes of making everything else.',
  allowed: "Up to the largest of the platform's table.",
  fix: 'Take less memory.',
  tables: [redisSizes],
  *run({ index }) {
    for (const { name, platform, pointer, value } of index.regions) {
      const gib = value.redis?.memoryGiB;
      if (platform === 'local' || gib === undefined || redisSizeOf(platform, gib)) continue;
      const [most] = redisSizes.rows[platform].at(-1) ?? [0];
      yield {
        pointer: below(pointer, 'redis', 'memoryGiB'),
        message: `${gib} GiB in ${name} are more than the largest Redis of ${platform} that is known here`,
        allowed: `${most} at most (${cite(redisSizes)})`,
        fix: String(most),
      };
    }
  },
});
