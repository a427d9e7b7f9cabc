import type { Platform } from '../plan/words.ts';
import type { Table } from './table.ts';

type Range = readonly [least: number, most: number];

/** What a balancer's health check takes, inclusive; times in whole seconds. */
export interface HealthLimits {
  interval: Range;
  timeout: Range;
  healthy: Range;
  unhealthy: Range;
}

/** By the kind of balancer: `clb` is on Alibaba Cloud alone. */
export const healthLimits: Table<
  Readonly<Record<Exclude<Platform, 'local'>, Readonly<Record<'nlb' | 'clb', HealthLimits>>>>
> = {
  subject: 'limits of health checks',
  date: '2026-11-20',
  source:
    '@pulumi/alicloud 3.108.0, nlb.ServerGroup healthCheck and slb.Listener; https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html',
  rows: {
    alicloud: {
      nlb: { interval: [5, 50], timeout: [1, 300], healthy: [2, 10], unhealthy: [2, 10] },
      clb: { interval: [1, 50], timeout: [1, 300], healthy: [1, 10], unhealthy: [1, 10] },
    },
    aws: {
      nlb: { interval: [5, 300], timeout: [2, 120], healthy: [2, 10], unhealthy: [2, 10] },
      clb: { interval: [5, 300], timeout: [2, 120], healthy: [2, 10], unhealthy: [2, 10] },
    },
  },
};
