import type { GroupEvent, GroupProcess } from '../plan/lifecycle.ts';
import type { Platform } from '../plan/words.ts';
import type { Table } from './table.ts';

type Cloud = Exclude<Platform, 'local'>;

/** What a cloud takes of lifecycle hooks. */
export interface HookLimits {
  /** Seconds, inclusive. */
  timeout: readonly [least: number, most: number];
  results: readonly ('continue' | 'abandon' | 'rollback')[];
  /** Most of one group, the two of ours among them. */
  count: number;
}

export const hookLimits: Table<Readonly<Record<Cloud, HookLimits>>> = {
  subject: 'limits of lifecycle hooks',
  date: '2026-11-20',
  source:
    'https://www.alibabacloud.com/help/en/auto-scaling/developer-reference/api-ess-2022-02-22-createlifecyclehook (6 hooks; the guide says 10); https://docs.aws.amazon.com/autoscaling/ec2/userguide/lifecycle-hooks.html and ec2-auto-scaling-quotas.html',
  rows: {
    alicloud: { timeout: [30, 21_600], results: ['continue', 'abandon', 'rollback'], count: 6 },
    aws: { timeout: [30, 7200], results: ['continue', 'abandon'], count: 50 },
  },
};

/** Native names of what a group tells; absent: the cloud has no such message. */
export const eventNames: Table<Readonly<Record<Cloud, Readonly<Partial<Record<GroupEvent, string>>>>>> = {
  subject: 'notification types',
  date: '2026-11-20',
  source:
    'https://www.alibabacloud.com/help/en/auto-scaling/developer-reference/api-ess-2022-02-22-createnotificationconfiguration; https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_NotificationConfiguration.html',
  rows: {
    alicloud: {
      launch: 'AUTOSCALING:SCALE_OUT_SUCCESS',
      'launch-error': 'AUTOSCALING:SCALE_OUT_ERROR',
      'launch-start': 'AUTOSCALING:SCALE_OUT_START',
      terminate: 'AUTOSCALING:SCALE_IN_SUCCESS',
      'terminate-error': 'AUTOSCALING:SCALE_IN_ERROR',
      'terminate-start': 'AUTOSCALING:SCALE_IN_START',
      rejected: 'AUTOSCALING:SCALE_REJECT',
      'schedule-expiring': 'AUTOSCALING:SCHEDULE_TASK_EXPIRING',
    },
    aws: {
      launch: 'autoscaling:EC2_INSTANCE_LAUNCH',
      'launch-error': 'autoscaling:EC2_INSTANCE_LAUNCH_ERROR',
      terminate: 'autoscaling:EC2_INSTANCE_TERMINATE',
      'terminate-error': 'autoscaling:EC2_INSTANCE_TERMINATE_ERROR',
    },
  },
};

/** Native names of what a cloud does with a group by itself; absent: it has no such process. */
export const processNames: Table<Readonly<Record<Cloud, Readonly<Partial<Record<GroupProcess, string>>>>>> = {
  subject: 'processes that can be suspended',
  date: '2026-11-20',
  source:
    "terraform-provider-alicloud, resource_alicloud_ess_suspend_process.go, and ESS 2022-02-22, SuspendProcesses (the words SCALE_OUT and SCALE_IN of @pulumi/alicloud's page are refused by both); @pulumi/aws 7.48.0, autoscaling.Group's suspendedProcesses",
  rows: {
    alicloud: {
      launch: 'ScaleOut',
      terminate: 'ScaleIn',
      'health-check': 'HealthCheck',
      alarms: 'AlarmNotification',
      schedules: 'ScheduledAction',
    },
    aws: {
      launch: 'Launch',
      terminate: 'Terminate',
      'health-check': 'HealthCheck',
      'replace-unhealthy': 'ReplaceUnhealthy',
      alarms: 'AlarmNotification',
      schedules: 'ScheduledActions',
      'zone-balance': 'AZRebalance',
      'load-balancer': 'AddToLoadBalancer',
      refresh: 'InstanceRefresh',
    },
  },
};
