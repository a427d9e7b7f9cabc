import { Type, type Static } from 'typebox';
import { Closed } from './closed.ts';
import { Duration } from './words.ts';

const percent = (minimum: number, maximum: number, description: string, preset: number) =>
  Type.Optional(Type.Integer({ minimum, maximum, description, default: preset, examples: [preset] }));

export const Refresh = Closed(
  {
    minHealthy: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 100,
        default: 90,
        description: 'Percent of desired that stay in service meanwhile.',
        examples: [90],
      }),
    ),
    maxHealthy: Type.Optional(
      Type.Integer({
        minimum: 100,
        maximum: 200,
        default: 110,
        description: 'Percent of desired that there may be meanwhile; at most 100 more than `minHealthy`.',
        examples: [110],
      }),
    ),
    checkpoints: Type.Optional(
      Type.Array(Type.Integer({ minimum: 1, maximum: 100, examples: [20] }), {
        maxItems: 20,
        uniqueItems: true,
        default: [],
        description: 'Percent of new instances at which it pauses, ascending.',
        examples: [[20, 50]],
      }),
    ),
    pause: Type.Optional(
      Duration('How long it pauses at a checkpoint, in whole minutes.', '10m', { default: '10m' }),
    ),
    skipMatching: Type.Optional(
      Type.Boolean({ default: true, description: 'Leaves instances alone that are up to date already.' }),
    ),
    autoRollback: Type.Optional(
      Type.Boolean({ default: false, description: 'Goes back if it fails. On AWS alone.' }),
    ),
  },
  {
    description:
      'A change of image or instance types replaces the running instances, a few at a time; on Alibaba Cloud by `skerry up`, and with `spread: priority` alone. Without it only new instances have them. `{}` takes the defaults.',
  },
);
export type Refresh = Static<typeof Refresh>;

export const Maintenance = Closed(
  {
    minHealthy: percent(0, 100, 'Percent of desired that stay in service.', 90),
    maxHealthy: percent(100, 200, 'Percent of desired that there may be.', 110),
  },
  {
    description:
      'Bounds for whatever replaces instances: unhealthy ones, balance between zones, a refresh. On AWS alone.',
  },
);
export type Maintenance = Static<typeof Maintenance>;
