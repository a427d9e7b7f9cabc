import type { Platform } from '../plan/plan.ts';
import type { Table } from './table.ts';

/** The most that a key of `capacity` may say on a platform. */
export interface CapacityLimit {
  platform: Platform;
  key: 'min' | 'max' | 'desired' | 'initial' | 'onDemandBase';
  most: number;
  /** Who sets the limit, as a message names it. */
  of: string;
}

export const capacityLimits: Table<readonly CapacityLimit[]> = {
  subject: 'limits of capacity',
  date: '2026-11-20',
  source:
    "https://www.alibabacloud.com/help/en/auto-scaling/developer-reference/api-ess-2022-02-22-createscalinggroup; local: the addresses of a zone's /24",
  rows: [
    { platform: 'alicloud', key: 'max', most: 2000, of: 'Auto Scaling' },
    { platform: 'alicloud', key: 'onDemandBase', most: 1000, of: 'Auto Scaling' },
    { platform: 'local', key: 'max', most: 241, of: "a zone's addresses" },
  ],
};

/** Sizes of networks, as prefix lengths, and of the subnets cut from them. */
export interface NetworkLimit {
  /** Shortest and longest prefix of the network. */
  network: readonly [number, number];
  /** Shortest prefix that a subnet may have. */
  subnet: number;
}

export const networkLimits: Table<Record<Exclude<Platform, 'local'>, NetworkLimit>> = {
  subject: 'sizes of networks',
  date: '2026-11-20',
  source:
    'https://www.alibabacloud.com/help/en/vpc/product-overview/limits; https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html',
  rows: {
    // A vSwitch is a /16 to a /29, a subnet of AWS a /16 to a /28. A zone gets a 32nd of the network (plan/subnets.ts),
    // and on AWS a 256th for what is public (plan/edge-subnets.ts).
    alicloud: { network: [8, 24], subnet: 16 },
    aws: { network: [16, 20], subnet: 16 },
  },
};

/** Entries of a network ACL of AWS, one way; its own last one, which denies the rest, counts. */
export const networkAclEntries: Table<number> = {
  subject: 'entries of a network ACL',
  date: '2026-11-22',
  source: 'https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html (20, by default)',
  rows: 20,
};

/** Ages in seconds at which a group replaces an instance, inclusive. */
export const maxLifetimes: Table<Record<Exclude<Platform, 'local'>, readonly [least: number, most: number]>> =
  {
    subject: 'ages of instances',
    date: '2026-11-20',
    source:
      "https://www.alibabacloud.com/help/en/auto-scaling/developer-reference/api-ess-2022-02-22-createscalinggroup; @pulumi/aws 7.48.0, autoscaling.Group's maxInstanceLifetime",
    rows: { alicloud: [86_400, Infinity], aws: [86_400, 31_536_000] },
  };
