import type { Platform } from '../plan/words.ts';
import type { Table } from './table.ts';

/** Most seconds that a balancer keeps the open connections of a leaving instance. */
export const balancerDrain: Table<Readonly<Record<Exclude<Platform, 'local'>, number>>> = {
  subject: "balancers' drain times",
  date: '2026-11-20',
  source:
    '@pulumi/alicloud 3.108.0, nlb.ServerGroup connectionDrainTimeout; https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html',
  rows: { alicloud: 900, aws: 3600 },
};
