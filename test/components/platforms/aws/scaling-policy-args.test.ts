import { expect, test } from 'vitest';
import {
  atMaxAlarmArgs,
  lagAlarmArgs,
  ruleAlarmArgs,
  unhealthyAlarmArgs,
} from '../../../../components/platforms/aws/alarm-args.ts';
import { scalingPolicyArgs } from '../../../../components/platforms/aws/scaling-policy-args.ts';
import type { PredictRule, SimpleRule, StepRule, TrackRule } from '../../../../topology/plan/plan.ts';
import { groupOf, planOf } from '../../support/plans.ts';

const plan = planOf('staging');
const git = groupOf(plan, 'eu-central-1/git');

const track: TrackRule = {
  kind: 'track',
  name: 'cpu',
  metric: 'cpu',
  origin: '',
  target: 60,
  scaleIn: false,
  warmUpSeconds: 90,
};
const step: StepRule = {
  kind: 'step',
  name: 'backlog-per-instance-step-above',
  metric: 'backlog-per-instance',
  origin: '',
  alarm: { when: 'above', threshold: 500, minutes: 3 },
  warmUpSeconds: 90,
  unit: 'percent',
  atLeast: 2,
  steps: [
    { from: 0, to: 500, change: 20 },
    { from: 500, change: 50 },
  ],
};
const simple: SimpleRule = {
  kind: 'simple',
  name: 'cpu-simple-below',
  metric: 'cpu',
  origin: '',
  alarm: { when: 'below', threshold: 20, minutes: 10 },
  unit: 'instances',
  change: -1,
  atLeast: 3,
  cooldownSeconds: 600,
};
const predict: PredictRule = {
  kind: 'predict',
  name: 'cpu-predict',
  metric: 'cpu',
  origin: '',
  target: 60,
  mode: 'scale',
  maxBuffer: 10,
  aheadSeconds: 300,
};
const argsOf = (rule: TrackRule | StepRule | SimpleRule | PredictRule) =>
  scalingPolicyArgs(plan, git, rule, 'git');

test('target tracking holds a metric, and takes no instance away where it may not', () => {
  expect(argsOf(track)).toMatchObject({
    name: 'cpu',
    policyType: 'TargetTrackingScaling',
    estimatedInstanceWarmup: 90,
    targetTrackingConfiguration: {
      targetValue: 60,
      disableScaleIn: true,
      predefinedMetricSpecification: { predefinedMetricType: 'ASGAverageCPUUtilization' },
    },
  });
  expect(
    argsOf({ ...track, metric: 'backlog-per-instance', scaleIn: true }).targetTrackingConfiguration,
  ).toMatchObject({
    disableScaleIn: false,
    customizedMetricSpecification: {
      namespace: 'Skerry/staging',
      metricName: 'backlog-per-instance',
      metricDimensions: [{ name: 'group', value: 'eu-central-1/git' }],
    },
  });
});

test('steps have open ends left out, and a least magnitude with percent alone', () => {
  expect(argsOf(step)).toMatchObject({
    policyType: 'StepScaling',
    adjustmentType: 'PercentChangeInCapacity',
    minAdjustmentMagnitude: 2,
    stepAdjustments: [
      { metricIntervalLowerBound: '0', metricIntervalUpperBound: '500', scalingAdjustment: 20 },
      { metricIntervalLowerBound: '500', scalingAdjustment: 50 },
    ],
  });
});

test('a simple rule changes once and rests', () => {
  const args = argsOf(simple);
  expect(args).toMatchObject({
    policyType: 'SimpleScaling',
    adjustmentType: 'ChangeInCapacity',
    scalingAdjustment: -1,
    cooldown: 600,
  });
  expect(args).not.toHaveProperty('minAdjustmentMagnitude');
});

test('a forecast of CPU takes the pair that the service knows; of another metric, load by number of instances', () => {
  expect(argsOf(predict).predictiveScalingConfiguration).toMatchObject({
    mode: 'ForecastAndScale',
    schedulingBufferTime: '300',
    maxCapacityBreachBehavior: 'IncreaseMaxCapacity',
    maxCapacityBuffer: '10',
    metricSpecification: {
      targetValue: 60,
      predefinedMetricPairSpecification: { predefinedMetricType: 'ASGCPUUtilization' },
    },
  });
  const { maxBuffer: _, ...bounded } = predict;
  expect(
    argsOf({ ...bounded, metric: 'connections-per-instance', mode: 'forecast' })
      .predictiveScalingConfiguration,
  ).toMatchObject({
    mode: 'ForecastOnly',
    maxCapacityBreachBehavior: 'HonorMaxCapacity',
    metricSpecification: {
      customizedLoadMetricSpecification: {
        metricDataQueries: [
          { id: 'mean' },
          { id: 'instances' },
          { expression: 'mean * instances', returnData: true },
        ],
      },
    },
  });
});

test('an alarm runs its rule at the threshold, and never for want of data', () => {
  expect(ruleAlarmArgs(plan, git, simple, 'arn:policy')).toMatchObject({
    namespace: 'AWS/EC2',
    metricName: 'CPUUtilization',
    dimensions: { AutoScalingGroupName: 'staging-eu-central-1-git' },
    comparisonOperator: 'LessThanOrEqualToThreshold',
    threshold: 20,
    period: 60,
    evaluationPeriods: 10,
    treatMissingData: 'missing',
    alarmActions: ['arn:policy'],
  });
  expect(ruleAlarmArgs(plan, git, step, 'arn:policy')).toMatchObject({
    namespace: 'Skerry/staging',
    comparisonOperator: 'GreaterThanOrEqualToThreshold',
  });
});

test('the team hears of a group at its max, of unhealthy instances, and of what lags', () => {
  const { alerts } = plan;
  if (!alerts) throw new Error('the example has alerts');
  expect(atMaxAlarmArgs(plan, git, alerts, 'arn:ops')).toMatchObject({
    metricQueries: [{ id: 'desired' }, { id: 'most' }, { expression: 'desired >= most', returnData: true }],
    evaluationPeriods: 15,
    alarmActions: ['arn:ops'],
  });
  const fixed = { ...git, capacity: { ...git.capacity, min: 3, max: 3 } };
  expect(atMaxAlarmArgs(plan, fixed, alerts, 'arn:ops')).toBeUndefined();
  const dimensions = { LoadBalancer: 'net/a', TargetGroup: 'targetgroup/b' };
  expect(unhealthyAlarmArgs(plan, { id: 'r/git', region: 'r' }, dimensions, 'arn:ops')).toMatchObject({
    metricName: 'UnHealthyHostCount',
    dimensions,
    treatMissingData: 'notBreaching',
  });
  const lag = { metric: 'freshness' as const, of: { bucket: 'b' }, name: 'n', most: 600, says: 'late' };
  expect(lagAlarmArgs(plan, git, lag, 'arn:ops')).toMatchObject({
    threshold: 600,
    treatMissingData: 'breaching',
  });
});
