import type { Platform } from '../plan/words.ts';
import type { Table } from './table.ts';

/** Addresses of a zone's subnets that no instance can have. */
export interface SubnetAddresses {
  /** The cloud's own, in each subnet. */
  reserved: number;
  /** Each network balancer's, in each zone, so that it can also grow. */
  balancer: number;
  /** Of Redis, in each zone. */
  redis: number;
  /** Most percent that a group has beyond its max while it is spread anew, at least one instance. */
  rebalance: number;
}

export const subnetAddresses: Table<Readonly<Record<Exclude<Platform, 'local'>, SubnetAddresses>>> = {
  subject: 'addresses of subnets',
  date: '2026-11-22',
  source:
    'https://www.alibabacloud.com/help/en/vpc/api-610154 (the first address and the last three); https://www.alibabacloud.com/help/en/server-load-balancer/latest/create-and-manage-an-nlb-instance (three, and eight to grow); https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html (the first four and the last); https://docs.amazonaws.cn/en_us/elasticloadbalancing/latest/network/availability-zones.html (eight free ones, one taken); http://docs.amazonwebservices.com/AutoScaling/latest/DeveloperGuide/AutoScalingBehavior.html (10 percent)',
  rows: {
    // Redis and the NAT gateway of Alibaba Cloud are in a vSwitch of their own.
    alicloud: { reserved: 4, balancer: 8, redis: 0, rebalance: 0 },
    aws: { reserved: 5, balancer: 8, redis: 1, rebalance: 10 },
  },
};

/** Instances that a zone of the local platform has room for: a /24 with a band of addresses. */
export const LOCAL_ZONE_INSTANCES = 241;
