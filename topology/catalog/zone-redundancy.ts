import type { Table } from './table.ts';

/** Regions in which OSS keeps objects in several zones, and loses none of them with one. */
export const zoneRedundantRegions: Table<readonly string[]> = {
  subject: 'zone-redundant storage of OSS',
  date: '2025-12-06',
  source: 'https://www.alibabacloud.com/help/en/oss/security-and-compliance/data-protection',
  rows: [
    'ap-northeast-1',
    'ap-southeast-1',
    'ap-southeast-3',
    'ap-southeast-5',
    'cn-beijing',
    'cn-hangzhou',
    'cn-hongkong',
    'cn-shanghai',
    'cn-shenzhen',
    'cn-wulanchabu',
    'cn-zhangjiakou',
    'eu-central-1',
  ],
};
