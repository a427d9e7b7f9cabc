import { ComponentResource, type ComponentResourceOptions, type Output } from '@pulumi/pulumi';
import type { LoadBalancerNode } from '../topology/plan/plan.ts';
import type { EdgeOrigin, LoadBalancerFacts, RegionBuilder } from './platform.ts';

/** A layer-4 load balancer in front of one scaling group. */
export class LoadBalancer extends ComponentResource implements LoadBalancerFacts {
  readonly host: Output<string>;
  readonly origin?: EdgeOrigin;

  constructor(node: LoadBalancerNode, builder: RegionBuilder, options: ComponentResourceOptions) {
    super('skerry:index:LoadBalancer', node.id, {}, options);
    const facts = builder.loadBalancer(node, this);
    this.host = facts.host;
    if (facts.origin) this.origin = facts.origin;
    this.registerOutputs({ host: this.host });
  }
}
