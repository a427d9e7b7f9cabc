import { below } from '../diagnostics/pointer.ts';
import type { Pointer } from '../diagnostics/diagnostic.ts';
import type { ScalingRule as Written } from '../schema/scaling-rule.ts';
import { seconds } from './duration.ts';
import type { Alarm, ChangeUnit, ScalingRule, Step } from './scaling-rule.ts';

/** What a rule takes from its group where it says nothing itself. */
export interface RulePresets {
  warmUpSeconds: number;
  cooldownSeconds: number;
}

const ALARM = '3m';
const AHEAD = '5m';

/** The rules of a group, each of one kind: plan only what the checks accept. */
export function planRules(rules: readonly Written[], pointer: Pointer, presets: RulePresets): ScalingRule[] {
  return rules.map((rule, position) => planRule(rule, below(pointer, 'rules', position), presets));
}

function planRule(rule: Written, origin: Pointer, presets: RulePresets): ScalingRule {
  const warmUpSeconds = rule.warmUp === undefined ? presets.warmUpSeconds : seconds(rule.warmUp);
  const atLeast = rule.atLeast === undefined ? {} : { atLeast: rule.atLeast };
  if (rule.track !== undefined && rule.target !== undefined) {
    const { track: metric, target, scaleIn = true } = rule;
    return { kind: 'track', name: metric, metric, origin, target, scaleIn, warmUpSeconds };
  }
  if (rule.step !== undefined && rule.steps !== undefined) {
    const { alarm, unit, steps } = planSteps(rule.steps, rule.for);
    const name = `${rule.step}-step-${alarm.when}`;
    return { kind: 'step', name, metric: rule.step, origin, alarm, warmUpSeconds, unit, ...atLeast, steps };
  }
  if (rule.simple !== undefined) {
    const alarm = alarmOf(rule, rule.for);
    return {
      kind: 'simple',
      name: `${rule.simple}-simple-${alarm.when}`,
      metric: rule.simple,
      origin,
      alarm,
      ...changeOf(rule),
      ...atLeast,
      cooldownSeconds: rule.cooldown === undefined ? presets.cooldownSeconds : seconds(rule.cooldown),
    };
  }
  if (rule.predict !== undefined && rule.target !== undefined) {
    const { predict: metric, target, mode = 'forecast', maxBuffer, ahead = AHEAD } = rule;
    return {
      kind: 'predict',
      name: `${metric}-predict`,
      metric,
      origin,
      target,
      mode,
      ...(maxBuffer !== undefined && { maxBuffer }),
      aheadSeconds: seconds(ahead),
    };
  }
  throw new Error(`the rule at ${origin} is of no kind: plan only what the checks accept`);
}

interface Edge {
  above?: number | undefined;
  below?: number | undefined;
}

type Change = Pick<Written, 'add' | 'addPercent' | 'setTo'>;

function changeOf({ add, addPercent, setTo }: Change): { unit: ChangeUnit; change: number } {
  if (addPercent !== undefined) return { unit: 'percent', change: addPercent };
  if (setTo !== undefined) return { unit: 'total', change: setTo };
  return { unit: 'instances', change: add ?? 0 };
}

function alarmOf({ above, below: under }: Edge, time: string = ALARM): Alarm {
  return {
    when: above === undefined ? 'below' : 'above',
    threshold: above ?? under ?? 0,
    minutes: seconds(time) / 60,
  };
}

/** The mildest step is the alarm; each goes on to the next, and the last without end. */
function planSteps(
  written: readonly (Edge & Change)[],
  time: string | undefined,
): { alarm: Alarm; unit: ChangeUnit; steps: Step[] } {
  const outwards = [...written].sort((a, b) =>
    a.above === undefined ? (b.below ?? 0) - (a.below ?? 0) : a.above - (b.above ?? 0),
  );
  const [mildest] = outwards;
  if (!mildest) throw new Error('a step rule has no steps: plan only what the checks accept');
  const alarm = alarmOf(mildest, time);
  const bounds = outwards.map((step) => difference(step.above ?? step.below ?? 0, alarm.threshold));
  const steps = outwards.map((step, position): Step => {
    const [near, far] = [bounds[position], bounds[position + 1]];
    const [from, to] = alarm.when === 'above' ? [near, far] : [far, near];
    return {
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      change: changeOf(step).change,
    };
  });
  return { alarm, unit: changeOf(mildest).unit, steps };
}

/** Without the dust of binary fractions: 0.3 − 0.1 is 0.2. */
const difference = (a: number, b: number): number => Number((a - b).toPrecision(12));
