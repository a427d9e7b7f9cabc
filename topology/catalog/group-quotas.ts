import type { Platform } from '../plan/words.ts';
import type { Table } from './table.ts';

/** The most of something that a group, or all groups of a region, may have. */
export interface GroupQuota {
  platform: Exclude<Platform, 'local'>;
  what: 'groups' | 'schedules' | 'server groups of clb' | 'server groups of nlb' | 'target groups';
  per: 'group' | 'region';
  most: number;
}

/**
 * Defaults, most of which the cloud raises if it is asked to. The 50 policies of a group on AWS can't be reached: no two of
 * its rules are of one kind, metric and side (rule/duplicate), and there are fewer of these.
 */
export const groupQuotas: Table<readonly GroupQuota[]> = {
  subject: 'quotas of scaling groups',
  date: '2026-11-22',
  source:
    'https://www.alibabacloud.com/help/en/auto-scaling/developer-reference/api-ess-2022-02-22-describelimitation (200 groups and 70 scheduled tasks of an account in a region, 30 NLB server groups); https://www.alibabacloud.com/help/en/auto-scaling/developer-reference/api-ess-2022-02-22-createscalinggroup (5 vServer groups); https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-quotas.html',
  rows: [
    { platform: 'alicloud', what: 'groups', per: 'region', most: 200 },
    { platform: 'alicloud', what: 'schedules', per: 'region', most: 70 },
    { platform: 'alicloud', what: 'server groups of clb', per: 'group', most: 5 },
    { platform: 'alicloud', what: 'server groups of nlb', per: 'group', most: 30 },
    { platform: 'aws', what: 'groups', per: 'region', most: 500 },
    { platform: 'aws', what: 'schedules', per: 'group', most: 125 },
    { platform: 'aws', what: 'target groups', per: 'group', most: 50 },
  ],
};
