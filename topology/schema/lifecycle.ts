import { Type, type Static } from 'typebox';
import { Closed, MapOf, OneOf } from './closed.ts';
import { forms } from './patterns.ts';
import { Duration } from './words.ts';

/** Steps of an instance's life that a group tells of. */
export const EVENTS = [
  'launch',
  'launch-error',
  'launch-start',
  'terminate',
  'terminate-error',
  'terminate-start',
  'rejected',
  'schedule-expiring',
] as const;

/** What a cloud does with a group by itself. */
export const PROCESSES = [
  'launch',
  'terminate',
  'health-check',
  'replace-unhealthy',
  'alarms',
  'schedules',
  'zone-balance',
  'load-balancer',
  'refresh',
] as const;

export const Topic = (description: string) =>
  Type.Optional(Type.String({ pattern: forms.topic.pattern, description, examples: ['sns/ops'] }));

export const Hook = Closed(
  {
    on: OneOf(['launch', 'terminate'], {
      description:
        '`launch`: before a new instance takes work; `terminate`: before a leaving one is released.',
      examples: ['launch'],
    }),
    timeout: Type.Optional(
      Duration('Time after which `onTimeout` happens, unless the hook was completed.', '10m', {
        default: '10m',
      }),
    ),
    onTimeout: Type.Optional(
      OneOf(['continue', 'abandon', 'rollback'], {
        description:
          '`continue`: as if all were well; `abandon`: a new instance is released, a leaving one goes without further hooks; `rollback`: a leaving instance stays, on Alibaba Cloud alone. Default: `abandon` on launch, `continue` on terminate.',
      }),
    ),
    topic: Topic(
      'Who is told, and completes the hook: `sns/NAME` on AWS; `topic/NAME` or `queue/NAME` on Alibaba Cloud. Without it, the instance itself must.',
    ),
  },
  { description: 'A pause in the life of each instance.' },
);
export type Hook = Static<typeof Hook>;

export const Hooks = MapOf(Hook, {
  names: forms.name.pattern,
  description:
    "Lifecycle hooks by name. Two are there by themselves: `boot` waits until a new instance's workload is healthy (10m, abandon; given here, with another time), `drain` until a leaving one has finished (`drain` of the group).",
  examples: [{ register: { on: 'launch', timeout: '5m' } }],
});

export const Notifications = Closed(
  {
    events: Type.Array(OneOf(EVENTS, { description: 'A step of an instance.', examples: ['launch-error'] }), {
      minItems: 1,
      uniqueItems: true,
      description:
        'What is told. `launch-start`, `terminate-start`, `rejected` and `schedule-expiring` on Alibaba Cloud alone.',
      examples: [['launch-error', 'terminate-error']],
    }),
    topic: Topic(
      'Where to: `alerts`, which is the default, for where the alarms of the site go; `sns/NAME` on AWS; `topic/NAME`, `queue/NAME` or `cloudmonitor` on Alibaba Cloud.',
    ),
  },
  { description: "Messages about the group's instances." },
);
export type Notifications = Static<typeof Notifications>;

export const Suspend = Type.Array(
  OneOf(PROCESSES, { description: 'What the cloud stops to do by itself.', examples: ['alarms'] }),
  {
    uniqueItems: true,
    default: [],
    description:
      'What the cloud does not do with this group for now. `replace-unhealthy`, `zone-balance`, `load-balancer` and `refresh` on AWS alone.',
    examples: [['alarms', 'schedules']],
  },
);

export const AttachedInstance = Closed(
  {
    id: Type.String({
      pattern: forms.instanceId.pattern,
      description: 'Id of a running instance in the network of this region, in no other group.',
      examples: [forms.instanceId.example],
    }),
    entrusted: Type.Optional(
      Type.Boolean({
        default: false,
        description:
          'Whether the group may release the instance, as it may its own. On AWS it always may, so that `true` must be said there.',
      }),
    ),
  },
  { description: 'An instance that exists already.' },
);

export const Attach = Type.Array(AttachedInstance, {
  maxItems: 2000,
  description:
    'Instances made elsewhere that belong to the group; `skerry up` brings them in. Each counts towards `capacity`, and raises desired when it comes in. One that is listed no more leaves and goes on running, unless it was entrusted to the group. Without the word, nobody comes or leaves.',
  examples: [[{ id: forms.instanceId.example, entrusted: true }]],
});
