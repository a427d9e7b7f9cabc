import type { Alarm, ChangeUnit, ScalingRule, Step } from '../../plan/plan.ts';
import { showSeconds, signed } from './words.ts';

/** What a scaling rule does, in one line. */
export function showRule(rule: ScalingRule): string {
  const { metric } = rule;
  switch (rule.kind) {
    case 'track':
      return join(
        `holds ${metric} at ${rule.target}`,
        rule.scaleIn ? '' : 'never takes instances away',
        `warm-up ${showSeconds(rule.warmUpSeconds)}`,
      );
    case 'step':
      return join(
        `${metric} ${showAlarm(rule.alarm)}`,
        ...rule.steps.map((step) => `${showRange(step, rule.alarm)}: ${showChange(rule.unit, step.change)}`),
        showAtLeast(rule.atLeast),
        `warm-up ${showSeconds(rule.warmUpSeconds)}`,
      );
    case 'simple':
      return join(
        `${metric} ${showAlarm(rule.alarm)}: ${showChange(rule.unit, rule.change)}`,
        showAtLeast(rule.atLeast),
        `cooldown ${showSeconds(rule.cooldownSeconds)}`,
      );
    case 'predict':
      return join(
        `${rule.mode === 'scale' ? 'starts instances' : 'only forecasts'} for ${metric} ${rule.target}`,
        `${showSeconds(rule.aheadSeconds)} ahead`,
        rule.maxBuffer === undefined ? 'within max' : `may raise max by ${rule.maxBuffer} %`,
      );
  }
}

const showAlarm = ({ when, threshold, minutes }: Alarm): string =>
  `${when} ${threshold} for ${showSeconds(minutes * 60)}`;

/** Steps are relative to the threshold; a person wants the metric's own values. */
function showRange({ from, to }: Step, { when, threshold }: Alarm): string {
  const value = (offset: number | undefined) => Number((threshold + (offset ?? 0)).toPrecision(12));
  if (when === 'above') return to === undefined ? `from ${value(from)}` : `${value(from)} to ${value(to)}`;
  return from === undefined ? `to ${value(to)}` : `${value(to)} to ${value(from)}`;
}

function showChange(unit: ChangeUnit, change: number): string {
  if (unit === 'total') return `${change} in all`;
  return unit === 'percent' ? `${signed(change)} %` : signed(change);
}

const showAtLeast = (atLeast: number | undefined): string =>
  atLeast === undefined ? '' : `at least ${atLeast} at a time`;

const join = (...parts: string[]): string => parts.filter((part) => part !== '').join('; ');
