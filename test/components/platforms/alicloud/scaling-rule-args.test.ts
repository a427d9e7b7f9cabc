import { describe, expect, test } from 'vitest';
import { metricStores } from '../../../../components/platforms/alicloud/metrics.ts';
import { ruleAlarmArgs } from '../../../../components/platforms/alicloud/rule-alarm-args.ts';
import { scalingRuleArgs } from '../../../../components/platforms/alicloud/scaling-rule-args.ts';
import type { PredictRule, SimpleRule, StepRule, TrackRule } from '../../../../topology/plan/plan.ts';
import { groupOf, planOf } from '../../support/plans.ts';

const plan = planOf('cn-prod');
const git = groupOf(plan, 'cn-hangzhou/git');
const args = (rule: TrackRule | StepRule | SimpleRule | PredictRule) =>
  scalingRuleArgs(plan, git, rule, 'asg-1');

const track: TrackRule = {
  kind: 'track',
  name: 'cpu',
  metric: 'cpu',
  origin: '',
  target: 60,
  scaleIn: true,
  warmUpSeconds: 120,
};
const step: StepRule = {
  kind: 'step',
  name: 'cpu-step-above',
  metric: 'cpu',
  origin: '',
  alarm: { when: 'above', threshold: 70, minutes: 3 },
  warmUpSeconds: 90,
  unit: 'percent',
  atLeast: 2,
  steps: [
    { from: 0, to: 15, change: 10 },
    { from: 15, change: 30 },
  ],
};
const simple: SimpleRule = {
  kind: 'simple',
  name: 'backlog-per-instance-simple-below',
  metric: 'backlog-per-instance',
  origin: '',
  alarm: { when: 'below', threshold: 5, minutes: 10 },
  unit: 'instances',
  change: -1,
  cooldownSeconds: 300,
};
const predict: PredictRule = {
  kind: 'predict',
  name: 'cpu-predict',
  metric: 'cpu',
  origin: '',
  target: 50,
  mode: 'scale',
  aheadSeconds: 600,
};

describe('a rule that tracks', () => {
  test('the CPU names the metric that the cloud measures', () => {
    expect(args(track)).toEqual({
      scalingGroupId: 'asg-1',
      scalingRuleName: 'cn-prod-cn-hangzhou-git-cpu',
      scalingRuleType: 'TargetTrackingScalingRule',
      targetValue: 60,
      disableScaleIn: false,
      estimatedInstanceWarmup: 120,
      metricName: 'CpuUtilization',
    });
    expect(args({ ...track, scaleIn: false }).disableScaleIn).toBe(true);
  });

  test('what the instances report names their group and the namespace of the region', () => {
    expect(args({ ...track, name: 'backlog-per-instance', metric: 'backlog-per-instance' })).toMatchObject({
      metricType: 'hybrid',
      hybridMonitorNamespace: 'cn-prod-cn-hangzhou',
      hybridMetrics: [{ metricName: 'backlog_per_instance', dimensions: [{ dimensionValue: git.id }] }],
    });
  });
});

test('a step rule has its steps relative to the threshold of its alarm', () => {
  expect(args(step)).toMatchObject({
    scalingRuleType: 'StepScalingRule',
    adjustmentType: 'PercentChangeInCapacity',
    minAdjustmentMagnitude: 2,
    estimatedInstanceWarmup: 90,
    stepAdjustments: [
      { metricIntervalLowerBound: '0', metricIntervalUpperBound: '15', scalingAdjustment: 10 },
      { metricIntervalLowerBound: '15', scalingAdjustment: 30 },
    ],
  });
});

test.each([
  ['instances', -1, 'QuantityChangeInCapacity'],
  ['percent', 50, 'PercentChangeInCapacity'],
  ['total', 0, 'TotalCapacity'],
] as const)('a simple rule changes %s by %i', (unit, change, adjustmentType) => {
  const made = args({ ...simple, unit, change });
  expect(made).toMatchObject({
    scalingRuleType: 'SimpleScalingRule',
    adjustmentType,
    adjustmentValue: change,
    cooldown: 300,
  });
  expect(made).not.toHaveProperty('minAdjustmentMagnitude');
});

describe('a rule that forecasts', () => {
  test.each([
    [undefined, 'MaxOverridePredictiveValue', undefined],
    [0, 'PredictiveValueOverrideMax', undefined],
    [20, 'PredictiveValueOverrideMaxWithBuffer', 20],
  ])('with a buffer of %s above max', (maxBuffer, behaviour, buffer) => {
    const made = args({ ...predict, ...(maxBuffer !== undefined && { maxBuffer }) });
    expect(made).toMatchObject({
      scalingRuleType: 'PredictiveScalingRule',
      metricName: 'CpuUtilization',
      targetValue: 50,
      predictiveScalingMode: 'PredictAndScale',
      predictiveTaskBufferTime: 10,
      initialMaxSize: 16,
      predictiveValueBehavior: behaviour,
    });
    expect(made.predictiveValueBuffer).toBe(buffer);
  });

  test('only tells, where it is told to', () => {
    expect(args({ ...predict, mode: 'forecast' }).predictiveScalingMode).toBe('PredictOnly');
  });

  test('knows the CPU alone', () => {
    expect(() => args({ ...predict, metric: 'backlog-per-instance' })).toThrow(
      'cn-hangzhou/git: Auto Scaling forecasts cpu, not backlog-per-instance',
    );
  });
});

describe('the alarm of a rule', () => {
  const ground = { scalingGroupId: 'asg-1', ruleAri: 'ari-1', monitorGroupId: 7 };

  test('looks at the CPU of the group, minute by minute', () => {
    expect(ruleAlarmArgs(plan, git, step, ground)).toMatchObject({
      alarmActions: ['ari-1'],
      metricType: 'system',
      metricName: 'CpuUtilization',
      comparisonOperator: '>=',
      threshold: '70',
      statistics: 'Average',
      period: 60,
      evaluationCount: 3,
    });
  });

  test('looks at what the instances report in their application group', () => {
    expect(ruleAlarmArgs(plan, git, simple, ground)).toMatchObject({
      metricType: 'custom',
      metricName: 'backlog_per_instance',
      cloudMonitorGroupId: 7,
      dimensions: { group: git.id },
      comparisonOperator: '<=',
      threshold: '5',
      evaluationCount: 10,
    });
  });
});

test.each([
  ['nothing for rules of the CPU', [track, step, predict], { namespace: false, custom: false }],
  [
    'the namespace for a tracked metric',
    [{ ...track, metric: 'backlog-per-instance' as const }],
    { namespace: true, custom: false },
  ],
  ['the application group for an alarm', [simple], { namespace: false, custom: true }],
])('metrics of the instances need %s', (_, rules, expected) => {
  expect(metricStores({ rules })).toEqual(expected);
});
