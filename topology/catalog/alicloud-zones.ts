import type { Table } from './table.ts';

/**
 * Regions of Alibaba Cloud with the letters of the zones that offer NLB, which is what a site needs of a zone. Zones of
 * the finance and government clouds are other regions there, and left out.
 */
export const alicloudZones: Table<Record<string, string>> = {
  subject: 'NLB zones',
  date: '2026-11-20',
  source:
    'https://www.alibabacloud.com/help/en/slb/network-load-balancer/product-overview/regions-that-support-nlb',
  rows: {
    'cn-hangzhou': 'bghijk',
    'cn-shanghai': 'bdefglmn',
    'cn-shenzhen': 'cdef',
    'cn-heyuan': 'ab',
    'cn-guangzhou': 'ab',
    'cn-qingdao': 'bc',
    'cn-beijing': 'fghijkl',
    'cn-zhangjiakou': 'abc',
    'cn-wulanchabu': 'abcd',
    'cn-chengdu': 'ab',
    'cn-hongkong': 'bcd',
    'ap-southeast-1': 'abc',
    'ap-southeast-3': 'abc',
    'ap-southeast-5': 'abc',
    'ap-southeast-6': 'ab',
    'ap-southeast-7': 'ab',
    'ap-northeast-1': 'abce',
    'ap-northeast-2': 'ab',
    'eu-central-1': 'abc',
    'eu-west-1': 'ab',
    'us-east-1': 'ab',
    'us-west-1': 'ab',
    'na-south-1': 'a',
    'me-central-1': 'ab',
    'me-east-1': 'ab',
  },
};
