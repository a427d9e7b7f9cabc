import type { Input } from '@pulumi/pulumi';
import type { ParameterGroupArgs } from '@pulumi/aws/elasticache/parameterGroup.js';
import type { ReplicationGroupArgs } from '@pulumi/aws/elasticache/replicationGroup.js';
import { redisSizeOf } from '../../../topology/catalog/redis-sizes.ts';
import type { NetworkNode, Plan, RedisNode } from '../../../topology/plan/plan.ts';
import { cloudName } from '../../names.ts';
import { PlanError } from '../../plan-error.ts';
import { siteTags } from '../../tags.ts';

export const REDIS_PORT = 6379;

/** The smallest node type that has as much memory; that there is one is for the checks to say. */
function nodeType(node: RedisNode): string {
  const size = redisSizeOf('aws', node.memoryGiB);
  if (!size) throw new PlanError(`${node.id}: aws has no Redis of ${node.memoryGiB} GiB`);
  return size[1];
}

/** A queue must not lose tasks to eviction: a full one refuses writes instead. */
export function parameterGroupArgs(plan: Plan, node: RedisNode): ParameterGroupArgs {
  return {
    name: cloudName(plan.stack, node.id, 255),
    family: 'redis7',
    description: `Skerry, ${node.id}`,
    parameters: [{ name: 'maxmemory-policy', value: 'noeviction' }],
    tags: siteTags(plan, node.region),
  };
}

/** A primary, and a replica in another zone where there is one; TLS and a token, encrypted at rest. */
export function redisArgs(
  plan: Plan,
  node: RedisNode,
  network: NetworkNode,
  ground: {
    subnetGroupName: Input<string>;
    parameterGroupName: Input<string>;
    securityGroupId: Input<string>;
    authToken: Input<string>;
  },
): ReplicationGroupArgs {
  const replicated = network.subnets.length > 1;
  return {
    replicationGroupId: cloudName(plan.stack, node.id, 40),
    description: `Skerry, ${node.id}`,
    engine: 'redis',
    engineVersion: '7.1',
    nodeType: nodeType(node),
    numCacheClusters: replicated ? 2 : 1,
    automaticFailoverEnabled: replicated,
    multiAzEnabled: replicated,
    port: REDIS_PORT,
    subnetGroupName: ground.subnetGroupName,
    parameterGroupName: ground.parameterGroupName,
    securityGroupIds: [ground.securityGroupId],
    atRestEncryptionEnabled: true,
    transitEncryptionEnabled: true,
    authToken: ground.authToken,
    // A change of size waits for no maintenance window: a full queue refuses tasks.
    applyImmediately: true,
    tags: siteTags(plan, node.region),
  };
}
