import { ComponentResource, type ComponentResourceOptions, type Output } from '@pulumi/pulumi';
import type { CdnNode } from '../topology/plan/plan.ts';
import type { CdnFacts, EdgeOrigin, PlatformBuilder } from './platform.ts';

/** A CDN edge: `mirrors` before load balancers, `files` before buckets. The first origin serves, the rest fall back. */
export class Cdn extends ComponentResource implements CdnFacts {
  readonly url: Output<string>;

  constructor(
    node: CdnNode,
    origins: EdgeOrigin[],
    builder: PlatformBuilder,
    options: ComponentResourceOptions,
  ) {
    super('skerry:index:Cdn', node.id, {}, options);
    this.url = builder.cdn(node, origins, this).url;
    this.registerOutputs({ url: this.url });
  }
}
