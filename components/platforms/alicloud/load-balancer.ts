import type { ComponentResource, Input, Resource } from '@pulumi/pulumi';
import type { LoadBalancerNode } from '../../../topology/plan/plan.ts';
import type { LoadBalancerFacts } from '../../platform.ts';
import { createClb } from './clb.ts';
import type { AlicloudContext } from './context.ts';
import type { AlicloudNetwork } from './network.ts';
import { createNlb } from './nlb.ts';

/** How a group's instances get behind a balancer. */
export type Attachment =
  | {
      type: 'clb';
      loadBalancerId: Input<string>;
      backends: { vserverGroupId: Input<string>; port: number }[];
    }
  | { type: 'nlb'; backends: { protocol: string; serverGroupId: Input<string>; port: number }[] };

export interface AlicloudLoadBalancer extends LoadBalancerFacts {
  node: LoadBalancerNode;
  balancerId: Input<string>;
  attachment: Attachment;
  /**
   * A group takes only balancers whose listeners check health. Waited for, and not used as a value: a listener with
   * another port is a new one, and must not make new attachments, between which the group would have no balancer.
   */
  listeners: Resource[];
}

export function createLoadBalancer(
  context: AlicloudContext,
  node: LoadBalancerNode,
  network: AlicloudNetwork,
  parent: ComponentResource,
): AlicloudLoadBalancer {
  return node.type === 'clb'
    ? createClb(context, node, network, parent)
    : createNlb(context, node, network, parent);
}
