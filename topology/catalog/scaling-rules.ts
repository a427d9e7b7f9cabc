import type { ChangeUnit, Metric, ScalingRule } from '../plan/scaling-rule.ts';
import type { Platform } from '../plan/words.ts';
import type { Table } from './table.ts';

type Cloud = Exclude<Platform, 'local'>;

/** Metrics that each kind of rule takes. */
export const ruleMetrics: Table<Readonly<Record<Cloud, Record<ScalingRule['kind'], readonly Metric[]>>>> = {
  subject: 'metrics of scaling rules',
  date: '2026-11-20',
  source:
    '@pulumi/alicloud 3.108.0, ess.Alarm metricType (system or custom, while ours are of Hybrid Cloud Monitoring) and ess.ScalingRule metricName; https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PredictiveScalingPredefinedMetricPair.html',
  rows: {
    alicloud: {
      track: ['cpu', 'backlog-per-instance', 'connections-per-instance'],
      step: ['cpu'],
      simple: ['cpu'],
      predict: ['cpu'],
    },
    aws: {
      track: ['cpu', 'backlog-per-instance', 'connections-per-instance'],
      step: ['cpu', 'backlog-per-instance', 'connections-per-instance'],
      simple: ['cpu', 'backlog-per-instance', 'connections-per-instance'],
      predict: ['cpu'],
    },
  },
};

/** Limits of a rule's numbers, inclusive; absent: none is known. */
export interface RuleLimits {
  change: Partial<Record<ChangeUnit, readonly [least: number, most: number]>>;
  /** Seconds. */
  cooldown?: readonly [least: number, most: number];
  warmUp?: readonly [least: number, most: number];
  ahead: readonly [least: number, most: number];
}

export const ruleLimits: Table<Readonly<Record<Cloud, RuleLimits>>> = {
  subject: 'limits of scaling rules',
  date: '2026-11-20',
  source:
    '@pulumi/alicloud 3.108.0, ess.ScalingRule; https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PredictiveScalingConfiguration.html',
  rows: {
    alicloud: {
      change: { instances: [-500, 500], percent: [-100, 10_000], total: [0, 1000] },
      cooldown: [0, 86_400],
      warmUp: [0, 86_400],
      ahead: [0, 3600],
    },
    // Less than an hour, and we tell it in whole minutes.
    aws: { change: { percent: [-100, Infinity] }, ahead: [0, 3540] },
  },
};
