import { type Input, output } from '@pulumi/pulumi';
import type { InstanceArgs } from '@pulumi/alicloud/kvstore/instance.js';
import { redisSizeOf } from '../../../topology/catalog/redis-sizes.ts';
import type { NetworkNode, Plan, RedisNode } from '../../../topology/plan/plan.ts';
import { cloudName } from '../../names.ts';
import { deletionProtection } from '../../stage.ts';
import { siteTags } from '../../tags.ts';
import { PlanError } from '../../plan-error.ts';

/** What the classes of topology/catalog/redis-sizes.ts are offered with. */
const ENGINE_VERSION = '7.0';

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
  core: { id: Input<string>; zoneId: Input<string> },
  password: Input<string>,
): InstanceArgs {
  const zones = network.subnets.map(({ zone }) => zone);
  return {
    dbInstanceName: cloudName(plan.stack, node.id, 80),
    instanceType: 'Redis',
    engineVersion: ENGINE_VERSION,
    instanceClass: instanceClass(node),
    paymentType: 'PostPaid',
    zoneId: core.zoneId,
    ...(zones.length > 1 && {
      secondaryZoneId: output(core.zoneId).apply((primary) => zones.find((zone) => zone !== primary) ?? ''),
    }),
    vswitchId: core.id,
    securityIps: network.cidr === undefined ? [] : [network.cidr],
    vpcAuthMode: 'Open',
    password,
    // A queue must not lose tasks to eviction: a full one refuses writes instead.
    config: { 'maxmemory-policy': 'noeviction', appendonly: 'yes' },
    instanceReleaseProtection: deletionProtection(plan.stage),
    tags: siteTags(plan, node.region),
  };
}
