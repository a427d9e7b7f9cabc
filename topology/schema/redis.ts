import { Type, type Static } from 'typebox';
import { Closed } from './closed.ts';
import { SecretName } from './words.ts';

export const Redis = Closed(
  {
    memoryGiB: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        maximum: 512,
        default: 1,
        description: 'Memory in GiB.',
        examples: [2],
      }),
    ),
    password: Type.Optional(
      SecretName('Name of the secret that holds its password. Default: one is made.', 'redisPassword'),
    ),
  },
  {
    description:
      'Redis of the region (Tair, ElastiCache, redis-server) for queue, leases and hints. `redis: {}` takes the defaults.',
  },
);
export type Redis = Static<typeof Redis>;
