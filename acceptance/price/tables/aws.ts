import type { PriceTable } from '../price-list.ts';
import { SYSTEM_DISK_GIB } from '../billables.ts';

/** By which AWS turns a month's price into an hour's. */
const HOURS_A_MONTH = 730;

/**
 * On-demand prices without taxes. Of the other regions, and of what is missing here, no source was at hand: they are not
 * guessed from these. `--prices FILE` gives them.
 */
export const awsPrices: PriceTable = {
  subject: 'prices of us-east-1',
  date: '2026-11-22',
  source:
    'second hand, from rate cards that were compared with https://aws.amazon.com/{ec2,vpc,privatelink,ebs}/pricing in ' +
    "2026-09, https://aws.amazon.com/elasticloadbalancing/pricing in 2026-05 and AWS's Price List of ElastiCache in 2026",
  rows: {
    currency: 'USD',
    hourly: {
      'aws/us-east-1/instance/m6i.large': 0.096,
      'aws/us-east-1/instance/m6i.xlarge': 0.192,
      'aws/us-east-1/instance/m6i.2xlarge': 0.384,
      'aws/us-east-1/instance/m7i.large': 0.1008,
      'aws/us-east-1/instance/m7i.xlarge': 0.2016,
      'aws/us-east-1/instance/c6i.large': 0.085,
      'aws/us-east-1/instance/c6i.xlarge': 0.17,
      'aws/us-east-1/instance/r6i.large': 0.126,
      'aws/us-east-1/instance/r6i.xlarge': 0.252,
      // gp3, 0.08 USD a GiB and month.
      [`aws/us-east-1/disk-${SYSTEM_DISK_GIB}`]: (0.08 * SYSTEM_DISK_GIB) / HOURS_A_MONTH,
      'aws/us-east-1/nlb': 0.0225,
      'aws/us-east-1/nat-gateway': 0.045,
      'aws/us-east-1/interface-endpoint': 0.01,
      'aws/us-east-1/public-ipv4': 0.005,
      'aws/us-east-1/redis/cache.t4g.micro': 0.016,
      'aws/us-east-1/redis/cache.t4g.small': 0.032,
      'aws/us-east-1/redis/cache.t4g.medium': 0.065,
    },
  },
};
