import { ComponentResource, type ComponentResourceOptions, type Output } from '@pulumi/pulumi';
import type { RedisNode } from '../topology/plan/plan.ts';
import type { RedisFacts, RegionBuilder } from './platform.ts';

/** Redis of a region: queue, leases and hints; never the truth, so losing it loses no data. */
export class Redis extends ComponentResource implements RedisFacts {
  readonly host: Output<string>;
  readonly port: Output<number>;

  constructor(node: RedisNode, builder: RegionBuilder, options: ComponentResourceOptions) {
    super('skerry:index:Redis', node.id, {}, options);
    const facts = builder.redis(node, this);
    this.host = facts.host;
    this.port = facts.port;
    this.registerOutputs({ host: this.host, port: this.port });
  }
}
