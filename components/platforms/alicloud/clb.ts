import { Acl } from '@pulumi/alicloud/slb/acl.js';
import { AclEntryAttachment } from '@pulumi/alicloud/slb/aclEntryAttachment.js';
import { ApplicationLoadBalancer } from '@pulumi/alicloud/slb/applicationLoadBalancer.js';
import { Listener } from '@pulumi/alicloud/slb/listener.js';
import { ServerCertificate } from '@pulumi/alicloud/slb/serverCertificate.js';
import { ServerGroup } from '@pulumi/alicloud/slb/serverGroup.js';
import type { ComponentResource } from '@pulumi/pulumi';
import type { LoadBalancerNode } from '../../../topology/plan/plan.ts';
import { deletionProtection } from '../../stage.ts';
import { siteTags } from '../../tags.ts';
import {
  aclArgs,
  clbArgs,
  clbBackend,
  clbCertificateArgs,
  clbListenerArgs,
  clbServerGroupName,
} from './clb-args.ts';
import { balancerOrigin } from '../../balancer-origin.ts';
import { type AlicloudContext, within } from './context.ts';
import type { AlicloudLoadBalancer } from './load-balancer.ts';
import type { AlicloudNetwork } from './network.ts';

export function createClb(
  context: AlicloudContext,
  node: LoadBalancerNode,
  network: AlicloudNetwork,
  parent: ComponentResource,
): AlicloudLoadBalancer {
  const { plan } = context;
  const options = within(context, parent);
  const balancer = new ApplicationLoadBalancer(
    node.id,
    clbArgs(plan, node, network.node),
    // Changing a zone replaces the balancer, and its address with it.
    within(context, parent, {
      protect: deletionProtection(plan.stage),
      ignoreChanges: ['masterZoneId', 'slaveZoneId'],
    }),
  );
  const deny = denyList(context, node, parent);
  const tls = node.listeners.some(({ protocol }) => protocol === 'https')
    ? new ServerCertificate(node.id, clbCertificateArgs(plan, node), options)
    : undefined;
  const listeners = node.listeners.map((listener) => {
    const name = `${node.id}/${listener.protocol}`;
    const servers = new ServerGroup(
      name,
      {
        loadBalancerId: balancer.id,
        name: clbServerGroupName(plan, node, listener),
        tags: siteTags(plan, node.region),
      },
      options,
    );
    const front = new Listener(
      name,
      clbListenerArgs(node, listener, {
        loadBalancerId: balancer.id,
        serverGroupId: servers.id,
        ...(deny && { denyAclId: deny.acl.id }),
        ...(tls && listener.protocol === 'https' && { certificateId: tls.id }),
      }),
      within(context, parent, deny ? { dependsOn: deny.entries } : {}),
    );
    return { front, backend: clbBackend(listener, servers.id) };
  });
  const origin = balancerOrigin(node, balancer.address);
  return {
    node,
    balancerId: balancer.id,
    host: balancer.address,
    ...(origin && { origin }),
    attachment: {
      type: 'clb',
      loadBalancerId: balancer.id,
      backends: listeners.map(({ backend }) => backend),
    },
    listeners: listeners.map(({ front }) => front),
  };
}

function denyList(context: AlicloudContext, node: LoadBalancerNode, parent: ComponentResource) {
  if (node.deny.length === 0) return undefined;
  const options = within(context, parent);
  const acl = new Acl(node.id, aclArgs(context.plan, node), options);
  const entries = node.deny.map(
    (entry) => new AclEntryAttachment(`${node.id}/${entry}`, { aclId: acl.id, entry }, options),
  );
  return { acl, entries };
}
