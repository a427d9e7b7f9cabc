import { Type, type Static } from 'typebox';
import { Closed, OneOf } from './closed.ts';
import { Duration } from './words.ts';

/** What a group is measured by. */
export const METRICS = ['cpu', 'backlog-per-instance', 'connections-per-instance'] as const;

const Metric = (description: string) => Type.Optional(OneOf(METRICS, { description, examples: ['cpu'] }));

const Threshold = (description: string, example: number) =>
  Type.Optional(Type.Number({ description, examples: [example] }));

/** How much capacity changes by: one of the three. */
const change = {
  add: Type.Optional(Type.Integer({ description: 'Instances more; with a minus, fewer.', examples: [2] })),
  addPercent: Type.Optional(
    Type.Integer({
      description: 'Percent of the running instances more; with a minus, fewer.',
      examples: [20],
    }),
  ),
  setTo: Type.Optional(
    Type.Integer({ minimum: 0, description: 'Instances to run from then on.', examples: [6] }),
  ),
};

const Step = Closed(
  {
    above: Threshold('From this value of the metric on, up to the next step.', 70),
    below: Threshold('From this value of the metric on downwards, to the next step.', 30),
    ...change,
  },
  { description: 'How far to go from a value on: `above` or `below`, and one change.' },
);

/**
 * One object for all four kinds, told apart by which of `track`, `step`, `simple`, `predict` names the metric; the
 * checks hold each kind to its own words. A union would give one mistake as many messages as there are kinds.
 */
export const ScalingRule = Closed(
  {
    track: Metric(
      'Target tracking: holds the metric at `target`. `cpu`: mean CPU in percent; `backlog-per-instance`: queued tasks for each instance; `connections-per-instance`: open connections for each instance.',
    ),
    step: Metric('Step scaling: the further the metric is beyond a value, the more instances (`steps`).'),
    simple: Metric(
      'Simple scaling: one change when the metric is `above` or `below` a value, then nothing for `cooldown`.',
    ),
    predict: Metric('Predictive scaling: starts instances before the load that past days forecast.'),
    target: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        description: "Value to hold, in the metric's unit. With `track` and `predict`, which require it.",
        examples: [60],
      }),
    ),
    scaleIn: Type.Optional(
      Type.Boolean({ default: true, description: 'With `track`: whether it also takes instances away.' }),
    ),
    steps: Type.Optional(
      Type.Array(Step, {
        minItems: 1,
        maxItems: 20,
        description: 'With `step`: all `above` or all `below`, and all of one kind of change.',
        examples: [
          [
            { above: 70, add: 1 },
            { above: 85, add: 3 },
          ],
        ],
      }),
    ),
    above: Threshold('With `simple`: acts when the metric is at this value or more.', 80),
    below: Threshold('With `simple`: acts when the metric is at this value or less.', 20),
    ...change,
    atLeast: Type.Optional(
      Type.Integer({
        minimum: 1,
        description: 'With `addPercent`: fewest instances that a change is about.',
        examples: [2],
      }),
    ),
    for: Type.Optional(
      Duration(
        'With `step` and `simple`: how long the metric must be beyond the value, in whole minutes.',
        '3m',
        { default: '3m' },
      ),
    ),
    cooldown: Type.Optional(
      Duration("With `simple`: time after a change in which it does nothing. Default: the group's.", '5m'),
    ),
    warmUp: Type.Optional(
      Duration(
        "With `track` and `step`: time until a new instance counts in the metric. Default: the group's.",
        '5m',
      ),
    ),
    mode: Type.Optional(
      OneOf(['forecast', 'scale'], {
        default: 'forecast',
        description: 'With `predict`: `forecast` only shows what it would do; `scale` does it.',
      }),
    ),
    maxBuffer: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 100,
        description:
          'With `predict`: a forecast may raise `capacity.max`, and by so many percent beyond the forecast. Without it max holds.',
        examples: [10],
      }),
    ),
    ahead: Type.Optional(
      Duration('With `predict`: how long before the forecast load instances start, in whole minutes.', '5m', {
        default: '5m',
      }),
    ),
  },
  {
    description: 'A rule of one of four kinds: `track`, `step`, `simple` or `predict`, each with its metric.',
    examples: [{ track: 'cpu', target: 60 }],
  },
);
export type ScalingRule = Static<typeof ScalingRule>;
