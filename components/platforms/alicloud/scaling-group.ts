import { ScalingConfiguration } from '@pulumi/alicloud/ess/scalingConfiguration.js';
import { ScalingGroup } from '@pulumi/alicloud/ess/scalingGroup.js';
import type { ComponentResource, Input, Resource } from '@pulumi/pulumi';
import type { GroupNode } from '../../../topology/plan/plan.ts';
import type { ScalingGroupFacts } from '../../platform.ts';
import { bootData } from './boot-data.ts';
import { type AlicloudContext, within } from './context.ts';
import { attachBalancers } from './group-balancers.ts';
import { attachInstances, createLifecycle } from './group-lifecycle.ts';
import { createRules } from './group-rules.ts';
import { createIdentity } from './identity.ts';
import type { AlicloudLoadBalancer } from './load-balancer.ts';
import { metricStores } from './metrics.ts';
import type { AlicloudNetwork } from './network.ts';
import type { RegionAlerts } from './region-alerts.ts';
import type { RegionMonitoring } from './region-monitoring.ts';
import type { RegionSecrets } from './region-secrets.ts';
import { scalingConfigurationArgs } from './scaling-configuration-args.ts';
import { ignoredChanges, scalingGroupArgs } from './scaling-group-args.ts';
import { createSecurityGroup } from './security-group.ts';
import { instanceRules } from './security-group-args.ts';

/** What must exist before a group's first instance, whichever group it is. */
export interface Groundwork {
  network: AlicloudNetwork;
  balancers: AlicloudLoadBalancer[];
  monitoring: RegionMonitoring;
  alerts: RegionAlerts;
  secrets: RegionSecrets;
  /** What instances start from, in their release bucket. */
  kit: Resource[];
  mirrorsUrl: Input<string> | undefined;
  filesUrl: Input<string> | undefined;
  redis: { host: Input<string>; port: Input<number> } | undefined;
}

/**
 * The group is created inactive. Its hooks and its places behind balancers come next, and only then the configuration
 * that enables it: no instance starts before.
 */
export function createScalingGroup(
  context: AlicloudContext,
  node: GroupNode,
  ground: Groundwork,
  parent: ComponentResource,
): ScalingGroupFacts {
  const { plan } = context;
  const { network, balancers, monitoring, alerts, secrets } = ground;
  const vswitchIds = network.vswitches.map(({ vswitch }) => vswitch.id);
  const group = new ScalingGroup(
    node.id,
    scalingGroupArgs(plan, node, vswitchIds),
    within(context, parent, { ignoreChanges: ignoredChanges(node) }),
  );
  const nodes = balancers.map((balancer) => balancer.node);
  const guard = createSecurityGroup(context, node.id, network, instanceRules(network.node, nodes), parent);
  const stores = metricStores(node);
  const lifecycle = createLifecycle(context, node, group, () => alerts.arn(), parent);
  const before: Resource[] = [
    ...lifecycle.all,
    ...ground.kit,
    ...attachBalancers(context, node, group, balancers, parent),
    ...guard.rules,
    ...network.egress,
    ...secrets.of(node),
    ...(stores.namespace ? [monitoring.namespace()] : []),
  ];
  const enabled = new ScalingConfiguration(
    node.id,
    scalingConfigurationArgs(plan, node, {
      scalingGroupId: group.id,
      securityGroupId: guard.group.id,
      roleName: createIdentity(context, node, group.id, parent),
      ...(plan.releases && {
        userData: bootData(context, node, {
          scalingGroupId: group.id,
          hookIds: lifecycle.ownHookIds,
          mirrorsUrl: ground.mirrorsUrl,
          filesUrl: ground.filesUrl,
          redis: ground.redis,
        }),
      }),
    }),
    within(context, parent, { dependsOn: before }),
  );
  attachInstances(context, node, group, enabled, parent);
  createRules(
    context,
    node,
    group,
    stores.custom ? monitoring.monitorGroupId().apply(Number) : undefined,
    parent,
  );
  alerts.mirror(node, parent);
  return { groupId: group.id };
}
