import type { Input } from '@pulumi/pulumi';
import type { InstanceArgs } from '@pulumi/alicloud/kvstore/instance.js';
import { redisSizeOf } from '../../../topology/catalog/redis-sizes.ts';
import type { NetworkNode, Plan, RedisNode } from '../../../topology/plan/plan.ts';
import { cloudName } from '../../names.ts';
import { deletionProtection } from '../../stage.ts';
import { siteTags } from '../../tags.ts';
import { PlanError } from '../../plan-error.ts';

/** The smallest class that has as much memory; that there is one is for the checks to say. */
export function instanceClass(node: RedisNode): string {
  const size = redisSizeOf('alicloud', node.memoryGiB);
  if (!size) throw new PlanError(`${node.id}: alicloud has no Redis of ${node.memoryGiB} GiB`);
  return size[1];
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
