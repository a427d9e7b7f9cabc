import type { Table } from './table.ts';

/** From where balancers check their backends, beside the region's own network, from which network balancers do. */
export const healthSources: Table<{ clb: string; local: string }> = {
  subject: 'sources of health checks',
  date: '2026-11-22',
  source:
    'https://www.alibabacloud.com/help/en/slb/health-check-causes-processing-of-a-large-number-of-logs (classic balancers); https://www.alibabacloud.com/help/en/server-load-balancer/latest/create-and-manage-an-nlb-instance (network balancers: addresses of their vSwitches); https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html; local: all parts are on the loopback network',
  rows: { clb: '100.64.0.0/10', local: '127.0.0.0/8' },
};
