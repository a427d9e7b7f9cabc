import { Type, type Static } from 'typebox';
import { Capacity } from './capacity.ts';
import { Closed, OneOf } from './closed.ts';
import { Attach, Hooks, Notifications, Suspend } from './lifecycle.ts';
import { forms } from './patterns.ts';
import { Maintenance, Refresh } from './refresh.ts';
import { ScalingRule } from './scaling-rule.ts';
import { Schedules } from './schedule.ts';
import { Duration } from './words.ts';

/** What `defaults.group` may preset for every group. */
const common = {
  image: Type.Optional(
    Type.String({
      minLength: 1,
      description:
        'Machine image: a name of the image table (`debian-12`) or an explicit id. Not on `local`.',
      examples: ['debian-12'],
    }),
  ),
  instanceTypes: Type.Optional(
    Type.Array(Type.String({ pattern: forms.instanceType.pattern, examples: ['ecs.g8i.large'] }), {
      minItems: 1,
      maxItems: 10,
      uniqueItems: true,
      description: 'Instance types in order of preference. Not on `local`.',
      examples: [['ecs.g8i.large', 'ecs.g7.large']],
    }),
  ),
  spot: Type.Optional(
    Type.Boolean({
      default: false,
      description: 'Instances above `capacity.onDemandBase` are spot instances.',
    }),
  ),
  drain: Type.Optional(
    Duration(
      'Time an instance gets to finish what it has begun before it is stopped, such as `90s`, `15m`, `1h30m`. Default by workload: mirror-serve 30s, mirror-sync 1m, git 15m.',
      '15m',
    ),
  ),
  warmUp: Type.Optional(
    Duration("Time until a new instance counts in the group's metrics and health.", '5m', { default: '5m' }),
  ),
  cooldown: Type.Optional(
    Duration('Time after a change of capacity in which simple rules do nothing.', '5m', { default: '5m' }),
  ),
  spread: Type.Optional(
    OneOf(['balance', 'priority', 'cost'], {
      description:
        "How instances are divided. `balance`: evenly between zones; `priority`: the first zone that has room, in the order of the network's zones, on Alibaba Cloud alone; `cost`: the cheapest instance types. Default: `cost` on Alibaba Cloud, where spot instances and `onDemandBase` need it and another one replaces the group; else `balance`.",
      examples: ['balance'],
    }),
  ),
  removal: Type.Optional(
    Type.Array(
      OneOf(['oldest-template', 'oldest', 'newest'], {
        description: 'Which instance goes first.',
        examples: ['oldest'],
      }),
      {
        minItems: 1,
        maxItems: 2,
        uniqueItems: true,
        description:
          'Which instances go first when there are too many: those of the oldest image and types, the oldest, the newest; the second decides between equals. Default on the clouds: [oldest-template, oldest].',
        examples: [['oldest-template', 'oldest']],
      },
    ),
  ),
  maxLifetime: Type.Optional(
    Duration('Age at which an instance is replaced, from 1d to 365d. Default: none.', '30d'),
  ),
  refresh: Type.Optional(Refresh),
  maintenance: Type.Optional(Maintenance),
  notifications: Type.Optional(Notifications),
};

export const GroupDefaults = Closed(common, { description: 'Presets for every group of the site.' });
export type GroupDefaults = Static<typeof GroupDefaults>;

export const Group = Closed(
  {
    workload: Type.Optional(
      OneOf(['mirror-sync', 'mirror-serve', 'git'], {
        description: "What the instances run. Default: the group's name, where that is a workload.",
        examples: ['mirror-serve'],
      }),
    ),
    capacity: Capacity,
    ...common,
    rules: Type.Optional(
      Type.Array(ScalingRule, {
        default: [],
        description: 'What an autoscaler moves the group by.',
        examples: [[{ track: 'cpu', target: 60 }]],
      }),
    ),
    schedules: Type.Optional(Schedules),
    hooks: Type.Optional(Hooks),
    suspend: Type.Optional(Suspend),
    attach: Type.Optional(Attach),
  },
  { description: 'A scaling group: instances of one workload between bounds.' },
);
export type Group = Static<typeof Group>;
