import { Type, type Static } from 'typebox';
import { Closed, OneOf } from './closed.ts';
import { Cidr } from './words.ts';

const Port = (description: string, example: number) =>
  Type.Integer({ minimum: 1, maximum: 65535, description, examples: [example] });

export const Listeners = Closed(
  {
    http: Type.Optional(Port('TCP port for HTTP.', 80)),
    https: Type.Optional(Port('TCP port for HTTPS; TLS ends at the balancer.', 443)),
    ssh: Type.Optional(Port('TCP port for SSH.', 22)),
  },
  {
    minProperties: 1,
    description:
      'Protocols with their ports. On `local` a port is 1024 or higher: ordinary users bind no other.',
    examples: [{ http: 80 }, { https: 443, ssh: 22 }],
  },
);

export const LoadBalancer = Closed(
  {
    type: Type.Optional(
      OneOf(['nlb', 'clb'], {
        default: 'nlb',
        description:
          '`nlb`: network load balancer; `clb`: classic, on Alibaba Cloud alone. `local` runs haproxy for either.',
      }),
    ),
    group: Type.String({
      description: 'Name of the scaling group of this region whose instances answer.',
      examples: ['mirror-serve'],
    }),
    listeners: Listeners,
    deny: Type.Optional(
      Type.Array(Cidr('A range whose connections are refused.', '198.51.100.0/24'), {
        uniqueItems: true,
        maxItems: 300,
        default: [],
        description: 'Source ranges that are refused.',
        examples: [['198.51.100.0/24']],
      }),
    ),
    allow: Type.Optional(
      OneOf(['any', 'cdn'], {
        default: 'any',
        description: '`cdn`: only the CDN edge may connect.',
      }),
    ),
  },
  { description: 'A layer-4 load balancer in front of one group of its region.' },
);
export type LoadBalancer = Static<typeof LoadBalancer>;
