import type { Input } from '@pulumi/pulumi';
import type { PolicyArgs } from '@pulumi/aws/autoscaling/policy.js';
import type {
  ChangeUnit,
  GroupNode,
  Plan,
  PredictRule,
  ScalingRule,
  SimpleRule,
  Step,
  StepRule,
  TrackRule,
} from '../../../topology/plan/plan.ts';
import { groupName } from './group-name.ts';
import { metricPlace } from './metrics.ts';
import { forecastMetrics } from './predictive-metrics.ts';

const ADJUSTMENT: Record<ChangeUnit, string> = {
  instances: 'ChangeInCapacity',
  percent: 'PercentChangeInCapacity',
  total: 'ExactCapacity',
};

/** A policy's name tells it apart in its group, and derives from no number: whatever changes is changed in place. */
export function scalingPolicyArgs(
  plan: Plan,
  node: GroupNode,
  rule: ScalingRule,
  autoscalingGroupName: Input<string>,
): PolicyArgs {
  return { autoscalingGroupName, name: rule.name, ...argsOf(plan, node, rule) };
}

function argsOf(plan: Plan, node: GroupNode, rule: ScalingRule): Omit<PolicyArgs, 'autoscalingGroupName'> {
  switch (rule.kind) {
    case 'track':
      return trackArgs(plan, node, rule);
    case 'step':
      return stepArgs(rule);
    case 'simple':
      return simpleArgs(rule);
    case 'predict':
      return predictArgs(plan, node, rule);
  }
}

function trackArgs(plan: Plan, node: GroupNode, rule: TrackRule) {
  const { namespace, metricName, dimensions } = metricPlace(plan, node, rule.metric, groupName(plan, node));
  return {
    policyType: 'TargetTrackingScaling',
    estimatedInstanceWarmup: rule.warmUpSeconds,
    targetTrackingConfiguration: {
      targetValue: rule.target,
      disableScaleIn: !rule.scaleIn,
      ...(rule.metric === 'cpu'
        ? { predefinedMetricSpecification: { predefinedMetricType: 'ASGAverageCPUUtilization' } }
        : {
            customizedMetricSpecification: {
              namespace,
              metricName,
              statistic: 'Average',
              metricDimensions: Object.entries(dimensions).map(([name, value]) => ({ name, value })),
            },
          }),
    },
  };
}

function stepArgs(rule: StepRule) {
  return {
    policyType: 'StepScaling',
    adjustmentType: ADJUSTMENT[rule.unit],
    metricAggregationType: 'Average',
    estimatedInstanceWarmup: rule.warmUpSeconds,
    ...magnitude(rule),
    stepAdjustments: rule.steps.map(stepAdjustment),
  };
}

/** An end that is open is left out: the service takes it for infinite. */
function stepAdjustment({ from, to, change }: Step) {
  return {
    scalingAdjustment: change,
    ...(from !== undefined && { metricIntervalLowerBound: String(from) }),
    ...(to !== undefined && { metricIntervalUpperBound: String(to) }),
  };
}

function simpleArgs(rule: SimpleRule) {
  return {
    policyType: 'SimpleScaling',
    adjustmentType: ADJUSTMENT[rule.unit],
    scalingAdjustment: rule.change,
    cooldown: rule.cooldownSeconds,
    ...magnitude(rule),
  };
}

/** The service refuses it with any other unit. */
function magnitude({ unit, atLeast }: SimpleRule | StepRule) {
  return unit === 'percent' && atLeast !== undefined ? { minAdjustmentMagnitude: atLeast } : {};
}

function predictArgs(plan: Plan, node: GroupNode, rule: PredictRule) {
  return {
    policyType: 'PredictiveScaling',
    predictiveScalingConfiguration: {
      mode: rule.mode === 'scale' ? 'ForecastAndScale' : 'ForecastOnly',
      schedulingBufferTime: String(rule.aheadSeconds),
      ...(rule.maxBuffer === undefined
        ? { maxCapacityBreachBehavior: 'HonorMaxCapacity' }
        : {
            maxCapacityBreachBehavior: 'IncreaseMaxCapacity',
            maxCapacityBuffer: String(rule.maxBuffer),
          }),
      metricSpecification: { targetValue: rule.target, ...forecastMetrics(plan, node, rule.metric) },
    },
  };
}
