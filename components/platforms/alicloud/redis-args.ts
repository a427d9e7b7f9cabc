import type { Input } from '@pulumi/pulumi';
import type { InstanceArgs } from '@pulumi/alicloud/kvstore/instance.js';
import type { NetworkNode, Plan, RedisNode } from '../../../topology/plan/plan.ts';
import { cloudName } from '../../names.ts';
import { deletionProtection } from '../../stage.ts';
import { siteTags } from '../../tags.ts';
import { PlanError } from '../../plan-error.ts';

/** Classes of the standard architecture (a primary and a replica) by GiB; from the product's list of 2025-03. */
const INSTANCE_CLASSES: readonly (readonly [number, string])[] = [
  [1, 'redis.master.small.default'],
  [2, 'redis.master.mid.default'],
  [4, 'redis.master.stand.default'],
  [8, 'redis.master.large.default'],
  [16, 'redis.master.2xlarge.default'],
  [32, 'redis.master.4xlarge.default'],
];

export function instanceClass(node: RedisNode): string {
  const fitting = INSTANCE_CLASSES.find(([gib]) => gib >= node.memoryGiB);
  if (fitting) return fitting[1];
  const [largest] = INSTANCE_CLASSES.at(-1) ?? [0];
  throw new PlanError(
    `${node.id}: memoryGiB ${node.memoryGiB} is more than the largest class here, ${largest}`,
  );
}

export function redisArgs(
  plan: Plan,
  node: RedisNode,
  network: NetworkNode,
  vswitchId: Input<string>,
  password: Input<string>,
): InstanceArgs {
  const [primary, secondary] = network.subnets;
  return {
    dbInstanceName: cloudName(plan.stack, node.id, 80),
    instanceType: 'Redis',
    engineVersion: '7.0',
    instanceClass: instanceClass(node),
    paymentType: 'PostPaid',
    zoneId: primary?.zone ?? '',
    ...(secondary && { secondaryZoneId: secondary.zone }),
    vswitchId,
    securityIps: network.cidr === undefined ? [] : [network.cidr],
    vpcAuthMode: 'Open',
    password,
    // A queue must not lose tasks to eviction: a full one refuses writes instead.
    config: { 'maxmemory-policy': 'noeviction', appendonly: 'yes' },
    instanceReleaseProtection: deletionProtection(plan.stage),
    tags: siteTags(plan, node.region),
  };
}
