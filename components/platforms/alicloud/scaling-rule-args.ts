import type { Input } from '@pulumi/pulumi';
import type { ScalingRuleArgs } from '@pulumi/alicloud/ess/scalingRule.js';
import type {
  ChangeUnit,
  GroupNode,
  Plan,
  PredictRule,
  ScalingRule,
  SimpleRule,
  StepRule,
  TrackRule,
} from '../../../topology/plan/plan.ts';
import { cloudName } from '../../names.ts';
import { PlanError } from '../../plan-error.ts';
import { CPU, CPU_NATIVE, metricName, metricNamespace } from './metrics.ts';

/** One rule of a group; its name says kind and metric, so that a change of another is another rule, not a new one. */
export function scalingRuleArgs(
  plan: Plan,
  node: GroupNode,
  rule: ScalingRule,
  scalingGroupId: Input<string>,
): ScalingRuleArgs {
  return {
    scalingGroupId,
    scalingRuleName: cloudName(plan.stack, `${node.id}/${rule.name}`, 64),
    ...ofKind(plan, node, rule),
  };
}

function ofKind(plan: Plan, node: GroupNode, rule: ScalingRule): Partial<ScalingRuleArgs> {
  switch (rule.kind) {
    case 'track':
      return track(plan, node, rule);
    case 'step':
      return step(rule);
    case 'simple':
      return simple(rule);
    case 'predict':
      return predict(node, rule);
  }
}

function track(plan: Plan, node: GroupNode, rule: TrackRule): Partial<ScalingRuleArgs> {
  return {
    scalingRuleType: 'TargetTrackingScalingRule',
    targetValue: rule.target,
    disableScaleIn: !rule.scaleIn,
    estimatedInstanceWarmup: rule.warmUpSeconds,
    ...(rule.metric === CPU
      ? { metricName: CPU_NATIVE }
      : {
          metricType: 'hybrid',
          hybridMonitorNamespace: metricNamespace(plan.stack, node.region),
          hybridMetrics: [
            {
              id: 'perInstance',
              metricName: metricName(rule.metric),
              statistic: 'Average',
              dimensions: [{ dimensionKey: 'group', dimensionValue: node.id }],
            },
          ],
        }),
  };
}

/** Bounds are relative to the alarm's threshold here, too. */
function step({ unit, atLeast, steps, warmUpSeconds }: StepRule): Partial<ScalingRuleArgs> {
  return {
    scalingRuleType: 'StepScalingRule',
    adjustmentType: ADJUSTMENT[unit],
    estimatedInstanceWarmup: warmUpSeconds,
    ...(atLeast !== undefined && { minAdjustmentMagnitude: atLeast }),
    stepAdjustments: steps.map(({ from, to, change }) => ({
      ...(from !== undefined && { metricIntervalLowerBound: String(from) }),
      ...(to !== undefined && { metricIntervalUpperBound: String(to) }),
      scalingAdjustment: change,
    })),
  };
}

function simple({ unit, change, atLeast, cooldownSeconds }: SimpleRule): Partial<ScalingRuleArgs> {
  return {
    scalingRuleType: 'SimpleScalingRule',
    adjustmentType: ADJUSTMENT[unit],
    adjustmentValue: change,
    cooldown: cooldownSeconds,
    ...(atLeast !== undefined && { minAdjustmentMagnitude: atLeast }),
  };
}

/** @throws PlanError for a metric of which the cloud keeps no history itself */
function predict(node: GroupNode, rule: PredictRule): Partial<ScalingRuleArgs> {
  if (rule.metric !== CPU) {
    throw new PlanError(
      `${node.id}: Auto Scaling forecasts ${CPU}, not ${rule.metric}, which the instances report`,
    );
  }
  const { maxBuffer } = rule;
  return {
    scalingRuleType: 'PredictiveScalingRule',
    metricName: CPU_NATIVE,
    targetValue: rule.target,
    predictiveScalingMode: rule.mode === 'scale' ? 'PredictAndScale' : 'PredictOnly',
    predictiveTaskBufferTime: rule.aheadSeconds / 60,
    initialMaxSize: node.capacity.max,
    ...(maxBuffer === undefined
      ? { predictiveValueBehavior: 'MaxOverridePredictiveValue' }
      : maxBuffer === 0
        ? { predictiveValueBehavior: 'PredictiveValueOverrideMax' }
        : {
            predictiveValueBehavior: 'PredictiveValueOverrideMaxWithBuffer',
            predictiveValueBuffer: maxBuffer,
          }),
  };
}

const ADJUSTMENT: Record<ChangeUnit, string> = {
  instances: 'QuantityChangeInCapacity',
  percent: 'PercentChangeInCapacity',
  total: 'TotalCapacity',
};
