import { ruleMetrics } from '../../../topology/catalog/scaling-rules.ts';
import type { Dice } from './dice.ts';
import type { Workload, Written } from './group.ts';

type Cloud = 'alicloud' | 'aws';
type Bounds = { min: number; max: number };

/** Metrics that a workload has. */
const METRICS: Record<Workload, readonly string[]> = {
  'mirror-sync': ['cpu', 'backlog-per-instance'],
  'mirror-serve': ['cpu', 'connections-per-instance'],
  git: ['cpu', 'connections-per-instance'],
};

/** One rule, or two that go out and in on one metric, and perhaps a forecast. */
export function rulesFor(dice: Dice, platform: Cloud, workload: Workload, bounds: Bounds): Written[] {
  const kind = dice.of(['track', 'step', 'simple'] as const);
  const metric = dice.of(metricsOf(platform, kind, workload));
  const rules = kind === 'track' ? [trackOf(dice, metric)] : pairOf(dice, kind, metric, bounds);
  return [...rules, ...(dice.chance(30) ? [predictOf(dice)] : [])];
}

function metricsOf(platform: Cloud, kind: 'track' | 'step' | 'simple', workload: Workload): string[] {
  return ruleMetrics.rows[platform][kind].filter((metric) => METRICS[workload].includes(metric));
}

function trackOf(dice: Dice, metric: string): Written {
  return {
    track: metric,
    target: dice.int(30, 80),
    ...dice.maybe(40, () => ({ scaleIn: dice.chance(50) })),
    ...dice.maybe(40, () => ({ warmUp: dice.minutes(1, 10) })),
  };
}

function pairOf(dice: Dice, kind: 'step' | 'simple', metric: string, { min, max }: Bounds): Written[] {
  const change = dice.of(['add', 'addPercent', 'setTo'] as const);
  const amounts = { add: [1, 2, -1], addPercent: [20, 50, -20], setTo: [max - 1, max, min] }[change];
  const [first, second, back] = amounts.map((amount) => ({
    [change]: Math.max(amount, change === 'setTo' ? min : -100),
    ...(change === 'addPercent' && kind === 'simple' && dice.maybe(60, () => ({ atLeast: dice.int(1, 3) }))),
  }));
  const times = {
    ...dice.maybe(50, () => ({ for: dice.minutes(1, 10) })),
    ...(kind === 'simple' ? dice.maybe(50, () => ({ cooldown: dice.minutes(5, 30) })) : {}),
    ...(kind === 'step' ? dice.maybe(50, () => ({ warmUp: dice.minutes(1, 10) })) : {}),
  };
  const [high, low] = [dice.int(60, 75), dice.int(10, 35)];
  return kind === 'simple'
    ? [
        { simple: metric, above: high, ...second, ...times },
        { simple: metric, below: low, ...back, ...times },
      ]
    : [
        {
          step: metric,
          steps: [
            { above: high, ...first },
            { above: high + 15, ...second },
          ],
          ...times,
        },
        { step: metric, steps: [{ below: low, ...back }], ...times },
      ];
}

function predictOf(dice: Dice): Written {
  return {
    predict: 'cpu',
    target: dice.int(30, 80),
    ...dice.maybe(60, () => ({ mode: dice.of(['forecast', 'scale']) })),
    ...dice.maybe(60, () => ({ maxBuffer: dice.int(0, 100) })),
    ...dice.maybe(60, () => ({ ahead: dice.minutes(0, 59) })),
  };
}
