import { ParameterGroup } from '@pulumi/aws/elasticache/parameterGroup.js';
import { ReplicationGroup } from '@pulumi/aws/elasticache/replicationGroup.js';
import { SubnetGroup } from '@pulumi/aws/elasticache/subnetGroup.js';
import { type ComponentResource, type Resource, output } from '@pulumi/pulumi';
import { RandomPassword } from '@pulumi/random/randomPassword.js';
import type { RedisNode } from '../../../topology/plan/plan.ts';
import { cloudName } from '../../names.ts';
import { passwordArgs } from '../../password.ts';
import type { RedisFacts } from '../../platform.ts';
import { secretOf } from '../../secrets.ts';
import { deletionProtection } from '../../stage.ts';
import { siteTags } from '../../tags.ts';
import { type AwsContext, within } from './context.ts';
import type { AwsNetwork } from './network.ts';
import { REDIS_PORT, parameterGroupArgs, redisArgs } from './redis-args.ts';
import { createSecret } from './secrets.ts';
import { createSecurityGroup } from './security-group.ts';

export interface AwsRedis extends RedisFacts {
  /** Where instances read it. */
  password: Resource;
}

/** Reached by the network's own machines alone, by TLS and with a token. */
export function createRedis(
  context: AwsContext,
  node: RedisNode,
  network: AwsNetwork,
  parent: ComponentResource,
): AwsRedis {
  const { plan } = context;
  const options = within(context, parent);
  const tags = siteTags(plan, node.region);
  const name = cloudName(plan.stack, node.id, 255);
  const token =
    node.password === undefined
      ? new RandomPassword(node.id, passwordArgs(), { parent }).result
      : secretOf(node.password, context.given);
  const inward = { key: 'redis', port: REDIS_PORT, cidrIpv4: network.vpc.cidrBlock };
  const guard = createSecurityGroup(context, node.id, network, { ingress: [inward] }, parent);
  const subnetIds = network.instances.map((subnet) => subnet.id);
  const subnets = new SubnetGroup(node.id, { name, subnetIds, tags }, options);
  const parameters = new ParameterGroup(node.id, parameterGroupArgs(plan, node), options);
  const redis = new ReplicationGroup(
    node.id,
    redisArgs(plan, node, network.node, {
      subnetGroupName: subnets.name,
      parameterGroupName: parameters.name,
      securityGroupId: guard.group.id,
      authToken: token,
    }),
    within(context, parent, { protect: deletionProtection(plan.stage) }),
  );
  return {
    host: redis.primaryEndpointAddress,
    port: output(REDIS_PORT),
    password: createSecret(context, 'redis-password', token, parent),
  };
}
