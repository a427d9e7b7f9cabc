import { Type, type Static } from 'typebox';
import { Capacity } from './capacity.ts';
import { Closed, OneOf } from './closed.ts';
import { forms } from './patterns.ts';
import { ScalingRule, Schedules } from './scaling.ts';
import { Duration } from './words.ts';

/** What `defaults.group` may preset for every group. */
const common = {
  image: Type.Optional(
    Type.String({
      minLength: 1,
      description:
        'Machine image: a name of the image table (`debian-12`) or an explicit id. Unused on `local`.',
      examples: ['debian-12'],
    }),
  ),
  instanceTypes: Type.Optional(
    Type.Array(Type.String({ pattern: forms.instanceType.pattern, examples: ['ecs.g8i.large'] }), {
      minItems: 1,
      maxItems: 10,
      uniqueItems: true,
      description: 'Instance types in order of preference. Unused on `local`.',
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
        description: 'What an autoscaler holds the group to.',
        examples: [[{ track: 'cpu', target: 60 }]],
      }),
    ),
    schedules: Type.Optional(Schedules),
  },
  { description: 'A scaling group: instances of one workload between bounds.' },
);
export type Group = Static<typeof Group>;
