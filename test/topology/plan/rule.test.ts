import { describe, expect, it } from 'vitest';
import { planRules } from '../../../topology/plan/rule.ts';
import type { ScalingRule as Written } from '../../../topology/schema/scaling-rule.ts';

const presets = { warmUpSeconds: 300, cooldownSeconds: 240 };
const plan = (...rules: Written[]) => planRules(rules, '/group', presets);

describe('a step rule', () => {
  it('has the mildest step for its alarm, and steps that follow it upwards without a gap', () => {
    const [rule] = plan({
      step: 'cpu',
      steps: [
        { above: 85, add: 3 },
        { above: 70, add: 1 },
        { above: 95, add: 6 },
      ],
    });
    expect(rule).toEqual({
      kind: 'step',
      name: 'cpu-step-above',
      metric: 'cpu',
      origin: '/group/rules/0',
      alarm: { when: 'above', threshold: 70, minutes: 3 },
      warmUpSeconds: 300,
      unit: 'instances',
      steps: [
        { from: 0, to: 15, change: 1 },
        { from: 15, to: 25, change: 3 },
        { from: 25, change: 6 },
      ],
    });
  });

  it('goes downwards from the highest value, below which it acts', () => {
    const [rule] = plan({
      step: 'cpu',
      for: '5m',
      atLeast: 2,
      warmUp: '1m',
      steps: [
        { below: 10, addPercent: -50 },
        { below: 30, addPercent: -10 },
      ],
    });
    expect(rule).toMatchObject({
      name: 'cpu-step-below',
      alarm: { when: 'below', threshold: 30, minutes: 5 },
      unit: 'percent',
      atLeast: 2,
      warmUpSeconds: 60,
      steps: [
        { from: -20, to: 0, change: -10 },
        { to: -20, change: -50 },
      ],
    });
  });

  it('has bounds without the dust of binary fractions', () => {
    const [rule] = plan({
      step: 'cpu',
      steps: [
        { above: 0.1, setTo: 2 },
        { above: 0.3, setTo: 4 },
      ],
    });
    expect(rule).toMatchObject({ unit: 'total', steps: [{ from: 0, to: 0.2 }, { from: 0.2 }] });
  });
});

it('a tracking rule is named after its metric, and takes the warm-up of its group', () => {
  expect(plan({ track: 'backlog-per-instance', target: 500 })).toEqual([
    {
      kind: 'track',
      name: 'backlog-per-instance',
      metric: 'backlog-per-instance',
      origin: '/group/rules/0',
      target: 500,
      scaleIn: true,
      warmUpSeconds: 300,
    },
  ]);
});

it('a simple rule takes the cooldown of its group, where it has none itself', () => {
  const [first, second] = plan(
    { simple: 'cpu', below: 20, add: -1 },
    { simple: 'cpu', above: 80, setTo: 6, cooldown: '10m' },
  );
  expect(first).toMatchObject({
    name: 'cpu-simple-below',
    alarm: { when: 'below', threshold: 20, minutes: 3 },
    unit: 'instances',
    change: -1,
    cooldownSeconds: 240,
  });
  expect(second).toMatchObject({ name: 'cpu-simple-above', unit: 'total', change: 6, cooldownSeconds: 600 });
});

it('a predictive rule only forecasts unless it is told to scale, and holds to max unless it may exceed it', () => {
  const [first, second] = plan(
    { predict: 'cpu', target: 60 },
    { predict: 'cpu', target: 50, mode: 'scale', maxBuffer: 0, ahead: '10m' },
  );
  expect(first).toMatchObject({ name: 'cpu-predict', mode: 'forecast', aheadSeconds: 300 });
  expect(first).not.toHaveProperty('maxBuffer');
  expect(second).toMatchObject({ mode: 'scale', maxBuffer: 0, aheadSeconds: 600 });
});
