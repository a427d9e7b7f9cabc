import { Type, type Static } from 'typebox';
import { Bucket } from './bucket.ts';
import { Closed, MapOf } from './closed.ts';
import { Group } from './group.ts';
import { LoadBalancer } from './load-balancer.ts';
import { Network } from './network.ts';
import { forms } from './patterns.ts';
import { Redis } from './redis.ts';
import { PlatformName } from './words.ts';

export const Region = Closed(
  {
    platform: Type.Optional(PlatformName("Overrides the site's platform for this region (hybrid).")),
    network: Network,
    redis: Type.Optional(Redis),
    buckets: Type.Optional(
      MapOf(Bucket, {
        names: forms.name.pattern,
        description: 'Buckets by name.',
        examples: [{ mirror: { access: 'cdn' } }],
      }),
    ),
    loadBalancers: Type.Optional(
      MapOf(LoadBalancer, {
        names: forms.name.pattern,
        description: 'Load balancers by name.',
        examples: [{ git: { group: 'git', listeners: { ssh: 22 } } }],
      }),
    ),
    groups: Type.Optional(
      MapOf(Group, {
        names: forms.name.pattern,
        description: 'Scaling groups by name.',
        examples: [{ 'mirror-serve': { capacity: { owner: 'iac', min: 2, max: 6, desired: 3 } } }],
      }),
    ),
  },
  { description: 'A place in one cloud, or a loopback network.' },
);
export type Region = Static<typeof Region>;
