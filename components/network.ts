import { ComponentResource, type ComponentResourceOptions, type Output } from '@pulumi/pulumi';
import type { NetworkNode } from '../topology/plan/plan.ts';
import type { NetworkFacts, RegionBuilder } from './platform.ts';

/** The private network of a region, with one subnet a zone. */
export class Network extends ComponentResource implements NetworkFacts {
  readonly cidr: Output<string>;

  constructor(node: NetworkNode, builder: RegionBuilder, options: ComponentResourceOptions) {
    super('skerry:index:Network', node.id, {}, options);
    this.cidr = builder.network(node, this).cidr;
    this.registerOutputs({ cidr: this.cidr });
  }
}
