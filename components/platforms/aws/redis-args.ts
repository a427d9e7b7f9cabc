import type { Input } from '@pulumi/pulumi';
import type { ParameterGroupArgs } from '@pulumi/aws/elasticache/parameterGroup.js';
import type { ReplicationGroupArgs } from '@pulumi/aws/elasticache/replicationGroup.js';
import type { NetworkNode, Plan, RedisNode } from '../../../topology/plan/plan.ts';
import { cloudName } from '../../names.ts';
import { PlanError } from '../../plan-error.ts';
import { siteTags } from '../../tags.ts';

export const REDIS_PORT = 6379;

/** Node types by usable GiB; from the product's list of 2025-06. */
const NODE_TYPES: readonly (readonly [number, string])[] = [
  [0.5, 'cache.t4g.micro'],
  [1.37, 'cache.t4g.small'],
  [3.09, 'cache.t4g.medium'],
  [6.38, 'cache.m7g.large'],
  [12.94, 'cache.m7g.xlarge'],
  [26.05, 'cache.m7g.2xlarge'],
];

export function nodeType(node: RedisNode): string {
  const fitting = NODE_TYPES.find(([gib]) => gib >= node.memoryGiB);
  if (fitting) return fitting[1];
  const [largest] = NODE_TYPES.at(-1) ?? [0];
  throw new PlanError(
    `${node.id}: memoryGiB ${node.memoryGiB} is more than the largest type here, ${largest}`,
  );
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
    tags: siteTags(plan, node.region),
  };
}
