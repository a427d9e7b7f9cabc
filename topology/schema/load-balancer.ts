import { Type, type Static } from 'typebox';
import { Closed, MapOf, OneOf } from './closed.ts';
import { forms } from './patterns.ts';
import { Cidr, Duration } from './words.ts';

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

const Checks = (description: string, example: number) =>
  Type.Optional(Type.Integer({ minimum: 1, maximum: 10, description, examples: [example] }));

export const Health = Closed(
  {
    path: Type.Optional(
      Type.String({
        pattern: forms.path.pattern,
        default: '/healthz',
        description: 'Path that a healthy instance answers with status 200.',
      }),
    ),
    port: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 65535,
        default: 8080,
        description: 'Port of the instance that is asked.',
      }),
    ),
    interval: Type.Optional(
      Duration('Time between two checks. Default: 5s on Alibaba Cloud, 10s on AWS, 0.5 s on local.', '5s'),
    ),
    timeout: Type.Optional(
      Duration('Time for an answer. Default: 3s on Alibaba Cloud, 5s on AWS, 2s on local.', '3s'),
    ),
    healthy: Checks('Good checks in a row that bring an instance in. Default 2; 1 on local.', 2),
    unhealthy: Checks('Bad checks in a row that take an instance out. Default 3; 2 on AWS and local.', 3),
  },
  { description: 'How the balancer tells which instances can take work.' },
);
export type Health = Static<typeof Health>;

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
    tls: Type.Optional(
      OneOf(['edge', 'balancer', 'instance'], {
        description:
          'Where TLS ends. `edge`: at the CDN, with plain HTTP behind it; `balancer`: at the `https` listener, with the certificate of the domain; `instance`: on the instances, with `domain.key`. Default: `balancer` with an `https` listener, else `edge`.',
        examples: ['balancer'],
      }),
    ),
    health: Type.Optional(Health),
    drain: Type.Optional(
      Duration(
        "Time that open connections to a leaving instance get. Default: the group's `drain`, as far as the balancer goes (15m on Alibaba Cloud, 1h on AWS).",
        '5m',
      ),
    ),
    weights: Type.Optional(
      MapOf(Type.Integer({ minimum: 1, maximum: 100 }), {
        names: forms.name.pattern,
        description:
          'Further groups of the region behind the same balancer, such as a canary, and the weight of each of their instances beside the 100 of those of `group`. On Alibaba Cloud alone.',
        examples: [{ 'git-canary': 10 }],
      }),
    ),
  },
  { description: 'A layer-4 load balancer in front of one group of its region.' },
);
export type LoadBalancer = Static<typeof LoadBalancer>;
