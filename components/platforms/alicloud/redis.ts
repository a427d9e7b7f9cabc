import { Instance } from '@pulumi/alicloud/kvstore/instance.js';
import type { ComponentResource, Output } from '@pulumi/pulumi';
import { RandomPassword } from '@pulumi/random/randomPassword.js';
import type { RedisNode } from '../../../topology/plan/plan.ts';
import type { RedisFacts } from '../../platform.ts';
import { passwordArgs } from '../../password.ts';
import { secretOf } from '../../secrets.ts';
import { deletionProtection } from '../../stage.ts';
import { type AlicloudContext, within } from './context.ts';
import type { AlicloudNetwork } from './network.ts';
import { redisArgs } from './redis-args.ts';

export function createRedis(
  context: AlicloudContext,
  node: RedisNode,
  network: AlicloudNetwork,
  parent: ComponentResource,
): RedisFacts & { password: Output<string> } {
  const password =
    node.password === undefined
      ? new RandomPassword(node.id, passwordArgs(), { parent }).result
      : secretOf(node.password, context.given);
  const redis = new Instance(
    node.id,
    redisArgs(context.plan, node, network.node, network.core, password),
    // Moving the replica is a deed of its own, not a change of the site's list of zones.
    within(context, parent, {
      protect: deletionProtection(context.plan.stage),
      ignoreChanges: ['secondaryZoneId'],
    }),
  );
  return { host: redis.connectionDomain, port: redis.port.apply((port) => port ?? 6379), password };
}
